import type { Schedules } from '../../executions/index.ts';
import { packed } from '../reply.ts';
import { scheduleWords } from '../schedule-line-words.ts';
import { andMore, foreign } from '../text.ts';
import type { HomeSection } from './section.ts';

/** Schedules shown at most; `/workflow schedule list` shows all. */
const shown = 8;

export const schedulesSection = (
  schedules: Schedules,
): HomeSection<Awaited<ReturnType<Schedules['list']>>> => ({
  title: 'Schedules',
  read: (who) => schedules.list(who),
  blocks(found) {
    if (found.kind === 'refused') return packed([foreign(found.sentence, 500)]).blocks;
    const { lines } = found;
    if (lines.length === 0) return packed(['Nothing starts by the clock that you may see.']).blocks;
    return packed([...lines.slice(0, shown).map(scheduleWords), ...andMore(shown, lines.length)]).blocks;
  },
});

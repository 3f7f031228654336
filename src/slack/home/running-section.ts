import type { Executions } from '../../executions/index.ts';
import { consoleLink } from '../execution-words.ts';
import { packed } from '../reply.ts';
import { andMore, foreign, moment, person } from '../text.ts';
import { whereBehind, type Where } from '../where.ts';
import type { HomeSection } from './section.ts';

/** Executions shown at most. */
const shown = 15;

type Running = Awaited<ReturnType<Executions['running']>>;

export const runningSection = (executions: Executions, where: Where): HomeSection<Running> => ({
  title: 'Running',
  read: (who) => executions.running({ who, limit: shown }),
  blocks(found) {
    if (found.kind === 'refused') return packed([foreign(found.sentence, 500)]).blocks;
    const { running, inAll, silent } = found;
    const unheard = silent.map((sentence) => `⚠️ ${foreign(sentence, 500)}`);
    if (inAll === 0 && unheard.length === 0) return packed(['Nothing is running that you may see.']).blocks;
    return packed([
      ...running.map(({ machine, execution, startedBy }) => {
        const by = startedBy === undefined ? '' : ` by ${person(startedBy)}`;
        const { executionArn } = execution;
        const name = `<${consoleLink(executionArn)}|${foreign(execution.name, 80)}>`;
        return `• 🔵 *${foreign(machine, 80)}* · ${name}${whereBehind(where, executionArn)} · since ${moment(execution.startedAt)}${by}`;
      }),
      ...andMore(running.length, inAll),
      ...unheard,
    ]).blocks;
  },
});

import type { Started } from '../../executions/index.ts';
import { foreign, person } from '../text.ts';

/** What everybody in the channel reads of a start. Pure. */
export function startedLine(who: string, { machine, name, again }: Started): string {
  return again
    ? `${person(who)} started *${foreign(machine, 80)}* already: execution ${foreign(name, 100)}.`
    : `▶️ ${person(who)} started *${foreign(machine, 80)}* · execution ${foreign(name, 100)}`;
}

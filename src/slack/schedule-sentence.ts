import type { Outcome, Schedule } from '../executions/index.ts';
import { assertNever } from '../platform/index.ts';
import { foreign, moment, person } from './text.ts';

/** What a schedule did not start, and what to do. Pure. */
export function scheduleSentence(schedule: Schedule, outcome: Outcome): string {
  const name = `*${foreign(schedule.name, 80)}*`;
  const machine = foreign(schedule.machine, 80);
  const startNow = `Start it now with \`/workflow start ${machine}\``;
  const at = moment(outcome.at);
  switch (outcome.kind) {
    case 'started':
      return `▶️ ${name} started *${machine}* at ${at}`;
    case 'missed': {
      const more =
        outcome.times === 1
          ? ''
          : ` and ${outcome.times >= 100 ? 'at least ' : ''}${String(outcome.times - 1)} more ${outcome.times === 2 ? 'time' : 'times'} since`;
      return `⏰ ${name} should have started *${machine}* at ${at}${more}; Signalbox was not running. ${startNow}.`;
    }
    case 'skipped':
      return `⏭️ ${name} did not start *${machine}* at ${at}: execution ${foreign(outcome.executionArn.split(':').at(-1) ?? '', 100)} of before still runs. \`/workflow status ${machine}\` shows where it is.`;
    case 'refused': {
      const who = schedule.addedBy === undefined ? 'whoever added it' : person(schedule.addedBy);
      return `⛔ ${name} did not start *${machine}* at ${at}: it starts in the name of ${who}, and they may not (Signalbox says to them: ${foreign(outcome.because, 300)}). Remove it, and let somebody add it who may.`;
    }
    case 'failed':
      return `⛔ ${name} could not start *${machine}* at ${at}. ${foreign(outcome.because, 500)} ${startNow} once that is mended.`;
    default:
      return assertNever(outcome);
  }
}

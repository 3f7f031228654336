import type { Outcome, ScheduleLine } from '../executions/index.ts';
import { assertNever } from '../platform/index.ts';
import { statusInWords } from './execution-words.ts';
import { foreign, moment, person } from './text.ts';

/** A schedule in two lines: what, when, by whom; when next, and what came of it last. Pure. */
export function scheduleWords(line: ScheduleLine): string {
  const { schedule, words } = line;
  const { name, machine, zone, addedBy, paused, next, overlap, last } = schedule;
  const by = addedBy === undefined ? 'from signalbox.yaml' : `by ${person(addedBy)}`;
  const rule = overlap === 'skip' ? ' · no overlap' : '';
  const when = paused
    ? `⏸️ paused by ${person(paused.by)} ${moment(paused.at)}`
    : next
      ? `next ${moment(next.at)}`
      : 'never again';
  return [
    `• *${foreign(name, 80)}* starts *${foreign(machine, 80)}* · ${foreign(words, 200)} (${foreign(zone, 60)})${rule} · ${by}`,
    `   ${when}${last ? ` · last ${outcomeWords(last, line)}` : ''}`,
  ].join('\n');
}

function outcomeWords(outcome: Outcome, { lastStatus, schedule }: ScheduleLine): string {
  const at = moment(outcome.at);
  switch (outcome.kind) {
    case 'started': {
      const stands = lastStatus === undefined ? '▶️ started' : statusInWords(lastStatus);
      return `${stands} ${at}`;
    }
    case 'skipped':
      return `⏭️ skipped ${at}: the one before still ran`;
    case 'missed':
      return `⏰ missed ${at}${outcome.times === 1 ? '' : ` (${String(outcome.times)} times)`}`;
    case 'refused':
      return `⛔ not started ${at}: ${schedule.addedBy === undefined ? 'not allowed' : `${person(schedule.addedBy)} may not`}`;
    case 'failed':
      return `⛔ not started ${at}: ${foreign(outcome.because, 200)}`;
    default:
      return assertNever(outcome);
  }
}

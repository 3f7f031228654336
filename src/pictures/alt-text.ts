import type { Scope, State } from '../states-language/index.ts';
import type { Outcome, Progress } from './progress/progress.ts';
import { plain } from './text/fonts.ts';
import { outcomesInOrder } from './words/outcome-words.ts';

export interface AltOptions {
  readonly machine?: string | undefined;
  readonly execution?: string | undefined;
  /** As AWS writes it. */
  readonly status?: string | undefined;
}

/** Names said before the rest is only counted. */
const mostNamed = 3;
const endings: Readonly<Record<string, string>> = {
  RUNNING: 'is running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed out',
  ABORTED: 'was aborted',
  PENDING_REDRIVE: 'waits for a redrive',
};
const phrases: Readonly<Partial<Record<Outcome, string>>> = {
  waiting: 'waiting for people at',
  running: 'running',
  failed: 'failed at',
  'timed-out': 'timed out at',
  aborted: 'aborted at',
  caught: 'error caught at',
};

/** One or two sentences for people who cannot see the picture: what runs, how far it is, where it stands. Pure. */
export function altText(machine: Scope, progress: Progress | undefined, options: AltOptions = {}): string {
  return plain(sentences(machine, progress, options));
}

function sentences(machine: Scope, progress: Progress | undefined, options: AltOptions): string {
  const leaves = [...leavesIn(machine)];
  const name = options.machine === undefined ? 'State machine' : `State machine ${options.machine}`;
  const count = `${String(leaves.length)} ${leaves.length === 1 ? 'state' : 'states'}`;
  if (!progress) return `${name}: ${count}, beginning with ${machine.startAt}.`;
  const by = (outcome: Outcome) => leaves.filter((state) => progress.of(state).outcome === outcome);
  const done = by('done').length + by('caught').length;
  const run = options.execution === undefined ? '' : `, execution ${options.execution},`;
  const status = endings[options.status ?? ''] ?? '';
  const subject = `${name}${run}${status === '' ? ':' : ` ${status}:`}`.replace(',:', ':');
  const places = outcomesInOrder.flatMap((outcome) => {
    const phrase = phrases[outcome];
    const states = by(outcome);
    return phrase === undefined || states.length === 0 ? [] : [`${phrase} ${named(states, progress)}`];
  });
  const unknown = by('unknown').length;
  const rest = unknown > 0 ? [`of ${String(unknown)} nothing is known`] : [];
  const where = [...places, ...rest].join('; ');
  return `${subject} ${String(done)} of ${count} done.${where === '' ? '' : ` ${where.replace(/^./, (first) => first.toUpperCase())}.`}`;
}

function named(states: readonly State[], progress: Progress): string {
  const names = states.slice(0, mostNamed).map((state) => {
    const { error } = progress.of(state);
    return error === undefined ? state.name : `${state.name} (${error})`;
  });
  const more = states.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${String(more)} more` : names.join(', ');
}

/** States that do something by themselves: a Parallel or a Map stands for what is in it. */
function* leavesIn(scope: Scope): Generator<State> {
  for (const state of scope.states.values()) {
    if (state.branches.length === 0) yield state;
    for (const branch of state.branches) yield* leavesIn(branch);
  }
}

import type { ExecutionStatus, HistoryEvent } from '../execution.ts';
import { currentStates } from '../current-states.ts';
import { readCause, type Cause } from './cause.ts';
import type { Place } from './place.ts';
import { remedyOf } from './remedy.ts';
import { errorIn, troublesOf, type Trouble } from './trouble.ts';
import { told } from './told.ts';
import { nth, whereIn } from './words.ts';

/** Why a run ended as it did. All words may hold text from outside: escape them. */
export interface Explanation {
  /** One sentence. */
  readonly sentence: string;
  /** The state that it came from. */
  readonly state?: string;
  /** `item 3 of Map "Each order"`, where it happened inside one. */
  readonly where?: string;
  readonly error?: string;
  readonly cause?: Cause;
  /** How often the state was tried in all; 0 where nothing failed. */
  readonly tries: number;
  /** What was retried or caught on the way, a sentence each, oldest first. */
  readonly onTheWay: readonly string[];
  /** What to do next; absent where nothing need be done. */
  readonly remedy?: string;
}

/** @param end how the execution stands, where more is known than the events say */
export function explain(
  events: readonly HistoryEvent[],
  end: { status: ExecutionStatus; error?: string; cause?: string },
): Explanation {
  const troubles = troublesOf(events);
  switch (end.status) {
    case 'FAILED':
      return failed(events, end, troubles);
    case 'TIMED_OUT':
      return stopped(events, end, troubles, 'timed out');
    case 'ABORTED':
      return stopped(events, end, troubles, 'aborted');
    case 'SUCCEEDED': {
      const onTheWay = told(troubles);
      const [only] = onTheWay;
      const sentence =
        only === undefined
          ? 'It succeeded without trouble.'
          : onTheWay.length === 1
            ? `It succeeded; on the way, ${only}.`
            : 'It succeeded, after trouble on the way.';
      return { sentence, tries: 0, onTheWay };
    }
    case 'RUNNING':
    case 'PENDING_REDRIVE': {
      const last = troubles.at(-1);
      return last
        ? ofTrouble(last, troubles, 'It still runs, and ')
        : quiet('It still runs, without trouble.');
    }
  }
}

function quiet(sentence: string): Explanation {
  return { sentence, tries: 0, onTheWay: [] };
}

function failed(
  events: readonly HistoryEvent[],
  end: { error?: string; cause?: string },
  troubles: readonly Trouble[],
): Explanation {
  const last = [...events].sort((a, b) => a.id - b.id).findLast(({ type }) => type === 'ExecutionFailed');
  const said = { ...end, ...(last && errorIn(last)) };
  const fatal = troubles.findLast(({ aftermath }) => aftermath.kind === 'ended');
  if (fatal) {
    // A Fail state's words stand in the end of the execution only.
    return ofTrouble(fatal.error === undefined ? { ...fatal, ...said } : fatal, troubles, '');
  }
  const cause = said.cause === undefined ? undefined : readCause(said.cause);
  const at =
    /^An error occurred while executing the state '([^']+)'/.exec(said.cause ?? '')?.[1] ??
    currentStates(events).at(-1)?.name;
  const error = said.error ?? 'an error without a name';
  const subject = at === undefined ? 'It' : `"${at}"`;
  return {
    sentence: `${subject} failed with ${error}${saying(cause)}.`,
    ...(at !== undefined && { state: at }),
    error,
    ...(cause && { cause }),
    tries: 1,
    onTheWay: told(troubles),
    remedy: remedyOf({
      error,
      message: cause?.message ?? '',
      state: at === undefined ? 'it' : subject,
      byFailState: false,
    }),
  };
}

/** What is said of one trouble, and of those before it. */
function ofTrouble(trouble: Trouble, troubles: readonly Trouble[], opening: string): Explanation {
  const { place, event } = trouble;
  const byFailState = event.type === 'FailStateEntered';
  const state = place.state ?? 'a state entered long ago';
  const error = trouble.error ?? 'an error without a name';
  const cause = trouble.cause === undefined ? undefined : readCause(trouble.cause);
  const tries = troubles.filter((one) => sameVisit(one.place, place) && one.event.id <= event.id).length;
  const where = whereIn(place);
  const did = byFailState
    ? `ended the workflow with ${error}`
    : trouble.timeout === 'heartbeat'
      ? 'stopped sending heartbeats'
      : trouble.timeout === 'task'
        ? 'ran out of its time'
        : `failed with ${cause?.type !== undefined && trouble.error === undefined ? cause.type : error}`;
  const { aftermath } = trouble;
  const then =
    aftermath.kind === 'retried'
      ? '; it is tried again'
      : aftermath.kind === 'caught'
        ? `; a catcher of "${aftermath.by}" took it${aftermath.to === undefined ? '' : ` and went to "${aftermath.to}"`}`
        : '';
  const onTry = tries > 1 ? ` on its ${nth(tries)} try` : '';
  const inside = where === undefined ? '' : ` (${where})`;
  return {
    sentence: `${opening}"${state}"${inside} ${did}${onTry}${saying(cause)}${then}.`,
    state,
    ...(where !== undefined && { where }),
    error,
    ...(cause && { cause }),
    tries: Math.max(tries, 1),
    onTheWay: told(troubles.filter((one) => !sameVisit(one.place, place) && one !== trouble)),
    remedy: remedyOf({
      error: cause?.type === undefined || trouble.error !== undefined ? error : cause.type,
      message: cause?.message ?? '',
      state: `"${state}"`,
      byFailState,
      ...(trouble.timeout && { timeout: trouble.timeout }),
    }),
  };
}

/** Nothing in the workflow failed: its time was over, or somebody stopped it. */
function stopped(
  events: readonly HistoryEvent[],
  end: { error?: string; cause?: string },
  troubles: readonly Trouble[],
  word: 'timed out' | 'aborted',
): Explanation {
  const last = events.find(({ type }) => type === 'ExecutionAborted' || type === 'ExecutionTimedOut');
  const said = { ...end, ...(last && errorIn(last)) };
  const states = currentStates(events);
  const names = [...new Set(states.map(({ name }) => `"${name}"`))];
  const at = names.length === 0 ? '' : ` while it was in ${names.slice(0, 3).join(', ')}`;
  const cause = said.cause === undefined ? undefined : readCause(said.cause);
  const state = states.at(-1)?.name;
  const { error } = said;
  const aborted = word === 'aborted';
  return {
    sentence: `${aborted ? 'It was aborted' : 'The execution ran into its own timeout'}${at}${saying(cause)}.`,
    ...(state !== undefined && { state }),
    ...(error !== undefined && { error }),
    ...(cause && { cause }),
    tries: 0,
    onTheWay: told(troubles),
    remedy: aborted
      ? 'A redrive goes on where it was stopped; otherwise start a new execution.'
      : remedyOf({
          error: 'States.Timeout',
          message: '',
          state: 'it',
          timeout: 'execution',
          byFailState: false,
        }),
  };
}

function saying(cause: Cause | undefined): string {
  return cause && cause.message !== '' ? `: ${cause.message.replace(/\.$/, '')}` : '';
}

function sameVisit(one: Place, other: Place): boolean {
  return one.visit === other.visit && one.state === other.state;
}

import type { JsonObject, JsonValue } from '../platform/index.ts';
import { place } from './data-flow.ts';
import { mustFit, write, type Engine, type Exit } from './engine.ts';
import { StateFailure } from './failure.ts';
import { assignedBy, concluded, readingOf } from './fields.ts';
import { undoAttempt, type Frame, type Visit } from './frame.ts';
import { catcherOf, retryOf } from './retry.ts';
import { runState } from './run-state.ts';
import type { Steps } from './steps.ts';

const wholeDetails = { truncated: false };

/** Into a state: its Entered event, then its first attempt. */
function enter(engine: Engine, frame: Frame, name: string, input: JsonValue): void {
  frame.next = undefined;
  const state = frame.scope.states.get(name);
  if (!state) throw new StateFailure('States.Runtime', `There is no state '${name}'.`);
  const beforeEventId = frame.lastEventId;
  const enteredEventId = write(engine, frame, `${state.type}StateEntered`, 'stateEnteredEventDetails', {
    name,
    input: JSON.stringify(input),
    inputDetails: wholeDetails,
  });
  const visit: Visit = {
    state,
    rawInput: input,
    enteredEventId,
    beforeEventId,
    enteredAt: engine.host.clock.now(),
    attempts: new Map(),
    undo: new Set(),
  };
  frame.visit = visit;
  engine.soon(frame, () => runState(engine, frame, visit));
}

/** Out of a state: variables, the Exited event, then the next state or the frame's end. */
export function leave(engine: Engine, frame: Frame, { output, assigned, next }: Exit): void {
  const { visit } = frame;
  if (!visit) return;
  const { state } = visit;
  mustFit(output, state.name);
  if (assigned) frame.variables.assign(assigned);
  undoAttempt(frame);
  write(engine, frame, `${state.type}StateExited`, 'stateExitedEventDetails', {
    name: state.name,
    output: JSON.stringify(output),
    outputDetails: wholeDetails,
    ...(assigned && { assignedVariables: printed(assigned), assignedVariablesDetails: wholeDetails }),
  });
  frame.visit = undefined;
  const target = next ?? (state.type === 'Succeed' ? undefined : state.fields['Next']);
  if (typeof target === 'string') goOn(engine, frame, target, output);
  else {
    frame.alive = false;
    frame.onEnd(output);
  }
}

/** To the state of that name, in this frame's turn. */
export function goOn(engine: Engine, frame: Frame, name: string, input: JsonValue): void {
  frame.next = { name, input };
  engine.soon(frame, () => {
    enter(engine, frame, name, input);
    return undefined;
  });
}

/** The attempt failed: a retrier, a catcher, or the frame's end. */
export function* fail(engine: Engine, frame: Frame, failure: StateFailure): Steps {
  const { visit } = frame;
  if (!visit) {
    frame.alive = false;
    frame.onFail(failure);
    return;
  }
  undoAttempt(frame);
  const { state } = visit;
  const named = failure.inState(state.name, visit.enteredEventId);
  recordEvaluation(engine, frame, visit, failure, named);
  const retry = retryOf(state.fields, named, visit.attempts, engine.random);
  if (retry) {
    visit.broken = false;
    visit.parts = undefined;
    visit.attempts.set(retry.retrier, (visit.attempts.get(retry.retrier) ?? 0) + 1);
    engine.after(frame, retry.delaySeconds * 1000, () => runState(engine, frame, visit));
    return;
  }
  if (visit.broken === true) write(engine, frame, `${state.type}StateFailed`);
  let last = named;
  try {
    if (yield* caught(engine, frame, visit, named)) return;
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    last = error.inState(state.name, visit.enteredEventId);
    recordEvaluation(engine, frame, visit, error, last);
  }
  frame.alive = false;
  frame.onFail(last);
}

/** A JSONata field that failed has an event of its own. It follows what came before the state, if that is all there was. */
function recordEvaluation(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  failure: StateFailure,
  named: StateFailure,
): void {
  if (failure.evaluatedAt === undefined) return;
  const { state } = visit;
  if (frame.lastEventId === visit.enteredEventId) frame.lastEventId = visit.beforeEventId;
  if (state.type === 'Map' || state.type === 'Parallel') visit.broken = true;
  write(engine, frame, 'EvaluationFailed', 'evaluationFailedEventDetails', {
    state: state.name,
    error: named.error ?? '',
    cause: named.reason ?? '',
    ...(failure.evaluatedAt !== '' && { location: failure.evaluatedAt }),
  });
}

/** Leaves by the catcher that takes the failure; false where there is none. */
function* caught(engine: Engine, frame: Frame, visit: Visit, failure: StateFailure): Steps<boolean> {
  const { fields, language } = visit.state;
  const found = catcherOf(fields, failure);
  if (!found) return false;
  const { catcher, index } = found;
  // Absent parts are null, a timeout's cause is empty.
  const errorOutput: JsonObject = { Error: failure.error ?? null, Cause: failure.reason ?? null };
  const next = typeof catcher['Next'] === 'string' ? { next: catcher['Next'] } : {};
  if (language === 'JSONata') {
    const at = `Catch[${String(index)}]/`;
    const exit = yield* concluded(engine, frame, visit, catcher, at, errorOutput, { errorOutput });
    leave(engine, frame, { ...exit, ...next });
    return true;
  }
  leave(engine, frame, {
    output: place(catcher['ResultPath'], visit.rawInput, errorOutput),
    ...assignedBy(catcher['Assign'], readingOf(engine, frame, visit, { input: errorOutput })),
    ...next,
  });
  return true;
}

function printed(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
}

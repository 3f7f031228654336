import { isJsonObject, type JsonObject, type JsonValue } from '../platform/index.ts';
import { holds } from './choice.ts';
import { select, valueAt } from './data-flow.ts';
import { effectiveInput, outputOf, rootsOf, type Engine } from './engine.ts';
import { runtimeFailure, StateFailure } from './failure.ts';
import type { Frame, Visit } from './frame.ts';
import { isDistributed, runMap, runParallel } from './run-branches.ts';
import { runTask } from './run-task.ts';
import { instantOf } from './timestamp.ts';

/** Longest Wait: 2^31 - 1 seconds, as Step Functions refuses it. */
const longestWaitSeconds = 2_147_483_647;

/** One attempt at a state. @throws {StateFailure} */
export function runState(engine: Engine, frame: Frame, visit: Visit): void {
  const { state } = visit;
  const { fields } = state;
  switch (state.type) {
    case 'Pass': {
      const input = effectiveInput(engine, frame, visit);
      engine.leave(frame, outputOf(engine, frame, visit, fields['Result'] ?? input));
      return;
    }
    case 'Succeed':
      engine.leave(frame, passThrough(engine, frame, visit));
      return;
    case 'Fail':
      throw new StateFailure(textOf(engine, frame, visit, 'Error'), textOf(engine, frame, visit, 'Cause'));
    case 'Choice':
      choose(engine, frame, visit);
      return;
    case 'Wait': {
      const delayMs = waitMs(engine, frame, visit);
      if (delayMs > longestWaitSeconds * 1000) throw runtimeFailure('Wait state delay is too long.');
      engine.after(frame, delayMs, () => {
        engine.leave(frame, passThrough(engine, frame, visit));
      });
      return;
    }
    case 'Task':
      runTask(engine, frame, visit);
      return;
    case 'Parallel':
      runParallel(engine, frame, visit);
      return;
    case 'Map':
      if (isDistributed(fields)) throw runtimeFailure('This engine does not run a distributed Map.');
      runMap(engine, frame, visit);
  }
}

/** InputPath and OutputPath alone. */
function passThrough(engine: Engine, frame: Frame, visit: Visit): JsonValue {
  const { fields } = visit.state;
  const input = select(fields['InputPath'], rootsOf(engine, frame, visit));
  return select(fields['OutputPath'], rootsOf(engine, frame, visit, { input }));
}

function choose(engine: Engine, frame: Frame, visit: Visit): void {
  const { fields } = visit.state;
  const input = select(fields['InputPath'], rootsOf(engine, frame, visit));
  const roots = rootsOf(engine, frame, visit, { input });
  const choices = Array.isArray(fields['Choices']) ? (fields['Choices'] as readonly JsonValue[]) : [];
  const rule = choices.filter(isJsonObject).find((candidate: JsonObject) => holds(candidate, roots));
  const next = rule?.['Next'] ?? fields['Default'];
  if (typeof next !== 'string') {
    throw new StateFailure(
      'States.NoChoiceMatched',
      "Failed to transition out of the state. The state's choices did not match and it has no Default.",
      { aboutState: true },
    );
  }
  engine.leave(frame, select(fields['OutputPath'], roots), next);
}

function waitMs(engine: Engine, frame: Frame, visit: Visit): number {
  const { fields } = visit.state;
  const at = (field: string) =>
    valueAt(typeof fields[field] === 'string' ? fields[field] : '$', rootsOf(engine, frame, visit));
  const seconds = fields['SecondsPath'] === undefined ? fields['Seconds'] : at('SecondsPath');
  if (seconds !== undefined) {
    if (typeof seconds === 'number' && seconds >= 0) return seconds * 1000;
    throw runtimeFailure('The SecondsPath parameter does not reference a positive integer value.');
  }
  const timestamp = fields['TimestampPath'] === undefined ? fields['Timestamp'] : at('TimestampPath');
  const instant = typeof timestamp === 'string' ? instantOf(timestamp) : undefined;
  if (instant === undefined) throw runtimeFailure('The Timestamp of the Wait is not an RFC 3339 timestamp.');
  return Math.max(instant - engine.host.clock.now(), 0);
}

/** `Error` or `ErrorPath`, `Cause` or `CausePath`. */
function textOf(engine: Engine, frame: Frame, visit: Visit, field: 'Error' | 'Cause'): string | undefined {
  const { fields } = visit.state;
  const path = fields[`${field}Path`];
  const value = typeof path === 'string' ? valueAt(path, rootsOf(engine, frame, visit)) : fields[field];
  if (value === undefined || typeof value === 'string') return value;
  throw runtimeFailure(`The ${field}Path field does not reference a string.`);
}

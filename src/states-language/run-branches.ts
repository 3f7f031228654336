import { isJsonObject, type JsonObject, type JsonValue } from '../platform/index.ts';
import { fill, valueAt } from './data-flow.ts';
import { effectiveInput, outputOf, rootsOf, write, type Engine } from './engine.ts';
import { runtimeFailure, type StateFailure } from './failure.ts';
import { kill, type Frame, type Visit } from './frame.ts';
import type { Scope } from './machine.ts';

export function runParallel(engine: Engine, frame: Frame, visit: Visit): void {
  const input = effectiveInput(engine, frame, visit);
  const startedId = write(engine, frame, 'ParallelStateStarted');
  const branches = visit.state.branches.map((scope) => ({ scope, input, startedId: () => startedId }));
  join(engine, frame, visit, {
    kind: 'Parallel',
    width: branches.length,
    parts: branches,
  });
}

export function runMap(engine: Engine, frame: Frame, visit: Visit): void {
  const { fields, branches, name } = visit.state;
  const processor = branches[0];
  if (!processor) throw runtimeFailure(`'${name}' has no processor.`);
  const roots = rootsOf(engine, frame, visit, { input: effectiveItems(engine, frame, visit) });
  const items = typeof fields['ItemsPath'] === 'string' ? valueAt(fields['ItemsPath'], roots) : roots.input;
  if (!Array.isArray(items)) {
    throw runtimeFailure(
      `Reference path "${typeof fields['ItemsPath'] === 'string' ? fields['ItemsPath'] : '$'}" must point to array.`,
    );
  }
  const list = items as readonly JsonValue[];
  write(engine, frame, 'MapStateStarted', 'mapStateStartedEventDetails', { length: list.length });
  const selector = fields['ItemSelector'] ?? fields['Parameters'];
  const width =
    typeof fields['MaxConcurrency'] === 'number' && fields['MaxConcurrency'] > 0
      ? fields['MaxConcurrency']
      : 40;
  join(engine, frame, visit, {
    kind: 'Map',
    width,
    parts: list.map((item, index) => {
      const mapItem: JsonObject = { Index: index, Value: item };
      const inner = rootsOf(engine, { ...frame, mapItem }, visit, { input: roots.input });
      return {
        scope: processor,
        mapItem,
        input: selector === undefined ? item : fill(selector, inner),
        startedId: (previous: number) =>
          engine.recorder.write(previous, 'MapIterationStarted', 'mapIterationStartedEventDetails', {
            name,
            index,
          }),
      };
    }),
  });
}

/** A Map's Parameters shape its items, not its input. */
function effectiveItems(engine: Engine, frame: Frame, visit: Visit): JsonValue {
  const { InputPath: path } = visit.state.fields;
  if (path === null) return {};
  return typeof path === 'string' ? valueAt(path, rootsOf(engine, frame, visit)) : visit.rawInput;
}

interface Part {
  readonly scope: Scope;
  readonly input: JsonValue;
  readonly mapItem?: JsonObject;
  /** Id of the event that the part's first state follows. */
  readonly startedId: (previousEventId: number) => number;
}

/** Runs parts side by side, `width` at a time, and gathers their outputs in order. */
function join(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  { kind, parts, width }: { kind: 'Parallel' | 'Map'; parts: readonly Part[]; width: number },
): void {
  const outputs: JsonValue[] = new Array<JsonValue>(parts.length).fill(null);
  const running = new Set<Frame>();
  let begun = 0;
  let left = parts.length;
  /** The last event inside a part: AWS points there, past the part's own Succeeded. */
  let lastInside = frame.lastEventId;
  const { name } = visit.state;
  const killAll = () => {
    for (const part of running) kill(part);
    running.clear();
  };

  const finish = () => {
    engine.recorder.write(lastInside, `${kind}StateSucceeded`);
    frame.lastEventId = lastInside;
    engine.leave(frame, outputOf(engine, frame, visit, outputs));
  };
  const failed = (child: Frame, index: number, failure: StateFailure) => {
    running.delete(child);
    if (kind === 'Map') {
      engine.recorder.write(child.lastEventId, 'MapIterationFailed', 'mapIterationFailedEventDetails', {
        name,
        index,
      });
    }
    for (const sibling of running) {
      if (sibling.visit?.state.type === 'Task') engine.recorder.write(child.lastEventId, 'TaskStateAborted');
    }
    killAll();
    frame.lastEventId = engine.recorder.write(child.lastEventId, `${kind}StateFailed`);
    engine.fail(frame, failure);
  };
  const beginNext = () => {
    const index = begun;
    const part = parts[index];
    if (!part || running.size >= width) return;
    begun += 1;
    const child: Frame = {
      scope: part.scope,
      alive: true,
      lastEventId: part.startedId(lastInside),
      ...((part.mapItem ?? frame.mapItem) && { mapItem: part.mapItem ?? frame.mapItem ?? {} }),
      onEnd(output) {
        running.delete(child);
        outputs[index] = output;
        lastInside = child.lastEventId;
        if (kind === 'Map') {
          engine.recorder.write(
            child.lastEventId,
            'MapIterationSucceeded',
            'mapIterationSucceededEventDetails',
            { name, index },
          );
        }
        left -= 1;
        if (left === 0) engine.soon(frame, finish);
        else beginNext();
      },
      onFail(failure) {
        failed(child, index, failure);
      },
    };
    running.add(child);
    engine.begin(child, part.input);
    beginNext();
  };

  visit.undo.add(killAll);
  if (left === 0) finish();
  else beginNext();
}

/** Whether a Map runs distributed, as child executions. */
export function isDistributed(fields: JsonObject): boolean {
  const processor = fields['ItemProcessor'];
  const config = isJsonObject(processor) ? processor['ProcessorConfig'] : undefined;
  return isJsonObject(config) && config['Mode'] === 'DISTRIBUTED';
}

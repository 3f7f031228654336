import type { JsonObject, JsonValue } from '../platform/index.ts';
import { recordAborted } from './aborted.ts';
import type { Engine } from './engine.ts';
import type { StateFailure } from './failure.ts';
import { conclude } from './fields.ts';
import { kill, type Frame, type Visit } from './frame.ts';
import type { Scope } from './machine.ts';

/** A branch of a Parallel or an iteration of a Map. */
export interface Part {
  readonly scope: Scope;
  readonly input: JsonValue;
  readonly mapItem?: JsonObject;
  /** The event that the part's first state follows. @param previousEventId the last event inside the part before */
  startedId(previousEventId: number): number;
}

/** Runs parts side by side, `width` at a time, and gathers their outputs in order. */
export function join(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  { kind, parts, width }: { kind: 'Parallel' | 'Map'; parts: readonly Part[]; width: number },
): void {
  const outputs: JsonValue[] = new Array<JsonValue>(parts.length).fill(null);
  const running = new Map<number, Frame>();
  const unfinished = new Map<number, Frame>();
  let begun = 0;
  let left = parts.length;
  /** The last event inside a part: AWS points there, past the part's own Succeeded. */
  let lastInside = frame.lastEventId;
  /** The event that the end follows: in a Map the last iteration's Succeeded, in a Parallel the last event of a branch. */
  let lastDone = frame.lastEventId;
  const iteration = (child: Frame, index: number, word: string) => {
    if (kind !== 'Map') return child.lastEventId;
    return engine.recorder.write(
      child.lastEventId,
      `MapIteration${word}`,
      `mapIteration${word}EventDetails`,
      {
        name: visit.state.name,
        index,
      },
    );
  };
  const killAll = () => {
    for (const part of running.values()) kill(part);
    running.clear();
  };

  const finish = function* () {
    engine.recorder.write(lastDone, `${kind}StateSucceeded`);
    frame.lastEventId = lastDone;
    engine.leave(frame, yield* conclude(engine, frame, visit, outputs));
  };
  const failed = (child: Frame, index: number, failure: StateFailure) => {
    running.delete(index);
    iteration(child, index, 'Failed');
    // In a Parallel the failed branch's own task counts as aborted too.
    if (kind === 'Parallel') recordAborted(engine, child);
    for (const [other, sibling] of running) {
      recordAborted(engine, sibling);
      iteration(sibling, other, 'Aborted');
    }
    killAll();
    frame.lastEventId = child.lastEventId;
    visit.broken = true;
    engine.soon(frame, () => {
      throw failure;
    });
  };
  const childOf = (part: Part, index: number): Frame => {
    const child: Frame = {
      scope: part.scope,
      variables: frame.variables.inner(),
      alive: true,
      lastEventId: part.startedId(lastInside),
      ...((part.mapItem ?? frame.mapItem) && { mapItem: part.mapItem ?? frame.mapItem ?? {} }),
      onEnd(output) {
        running.delete(index);
        unfinished.delete(index);
        outputs[index] = output;
        lastInside = child.lastEventId;
        lastDone = iteration(child, index, 'Succeeded');
        left -= 1;
        if (left === 0) engine.soon(frame, finish);
        else beginNext();
      },
      onFail(failure) {
        failed(child, index, failure);
      },
    };
    running.set(index, child);
    unfinished.set(index, child);
    return child;
  };
  const beginNext = () => {
    const index = begun;
    const part = parts[index];
    if (!part || running.size >= width) return;
    begun += 1;
    engine.begin(childOf(part, index), part.input);
    beginNext();
  };

  visit.undo.add(killAll);
  visit.parts = {
    running,
    resume(eventId) {
      lastInside = eventId;
      lastDone = eventId;
      visit.undo.add(killAll);
      for (const [index, child] of unfinished) {
        running.set(index, child);
        engine.revive(child, eventId);
      }
      if (left === 0) engine.soon(frame, finish);
      else beginNext();
    },
  };
  if (left === 0) engine.soon(frame, finish);
  else beginNext();
}

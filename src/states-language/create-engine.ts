import type { Engine, Redrives } from './engine.ts';
import type { ExecutionHost, ExecutionIdentity } from './host.ts';
import { platformRandom } from './random.ts';
import { mostEvents, type Recorder } from './recorder.ts';
import { runState } from './run-state.ts';
import { goOn, leave } from './transitions.ts';
import type { Turns } from './turns.ts';

/** Joins what an execution has to what its states need. @param parts.tooLong the history is full */
export function createEngine(parts: {
  readonly identity: ExecutionIdentity;
  readonly host: ExecutionHost;
  readonly recorder: Recorder;
  readonly redrives: Redrives;
  readonly turns: Turns;
  tooLong(): void;
}): Engine {
  const { identity, host, recorder, redrives, turns } = parts;
  let children = 0;
  const engine: Engine = {
    identity,
    host,
    recorder,
    redrives,
    random: host.random ?? platformRandom,
    tasks: new Map(),
    mapRuns: [],
    children: new Map(),
    nextChildId: () => (children += 1),
    begin(frame, input) {
      goOn(engine, frame, frame.scope.startAt, input);
    },
    revive(frame, eventId) {
      const { visit, next } = frame;
      frame.alive = true;
      frame.lastEventId = eventId;
      if (visit) {
        visit.attempts.clear();
        visit.broken = false;
        if (visit.parts) visit.parts.resume(eventId);
        else engine.soon(frame, () => runState(engine, frame, visit));
      } else if (next) goOn(engine, frame, next.name, next.input);
    },
    leave(frame, exit) {
      leave(engine, frame, exit);
    },
    soon(frame, step) {
      turns.add(frame, () => {
        // The last event is the execution's end.
        if (recorder.count < mostEvents - 1) return step();
        parts.tooLong();
        return undefined;
      });
    },
    after(frame, delayMs, step) {
      const { visit } = frame;
      const timer = host.clock.after(delayMs, () => {
        visit?.undo.delete(cancel);
        engine.soon(frame, step);
        return turns.settled();
      });
      const cancel = () => {
        timer.cancel();
        visit?.undo.delete(cancel);
      };
      visit?.undo.add(cancel);
      return cancel;
    },
  };
  return engine;
}

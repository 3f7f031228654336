import type { JsonObject, JsonValue } from '../platform/index.ts';
import { recordAborted } from './aborted.ts';
import type { Engine } from './engine.ts';
import type { StateFailure } from './failure.ts';
import { conclude } from './fields.ts';
import { kill, type Frame, type Parts, type Visit } from './frame.ts';
import type { Scope } from './machine.ts';
import type { Steps } from './steps.ts';

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
  plan: { readonly kind: 'Parallel' | 'Map'; readonly parts: readonly Part[]; readonly width: number },
): void {
  const joining = new Joining(engine, frame, visit, plan);
  visit.parts = joining;
  joining.go();
}

class Joining implements Parts {
  readonly running = new Map<number, Frame>();
  private readonly engine: Engine;
  private readonly frame: Frame;
  private readonly visit: Visit;
  private readonly plan: Parameters<typeof join>[3];
  private readonly outputs: JsonValue[];
  /** Begun and not succeeded, in whatever life. */
  private readonly unfinished = new Map<number, Frame>();
  private begun = 0;
  private left: number;
  /** The last event inside a part: the next iteration points there, past the part's own Succeeded. */
  private lastInside: number;
  /** The event that the end follows: in a Map the last iteration's Succeeded, in a Parallel the last of a branch. */
  private lastDone: number;

  constructor(engine: Engine, frame: Frame, visit: Visit, plan: Parameters<typeof join>[3]) {
    this.engine = engine;
    this.frame = frame;
    this.visit = visit;
    this.plan = plan;
    this.outputs = new Array<JsonValue>(plan.parts.length).fill(null);
    this.left = plan.parts.length;
    this.lastInside = frame.lastEventId;
    this.lastDone = frame.lastEventId;
  }

  go(): void {
    this.visit.undo.add(() => {
      this.killAll();
    });
    if (this.left === 0) this.engine.soon(this.frame, () => this.finish());
    else this.beginNext();
  }

  resume(eventId: number): void {
    this.lastInside = eventId;
    this.lastDone = eventId;
    for (const [index, child] of this.unfinished) {
      this.running.set(index, child);
      this.engine.revive(child, eventId);
    }
    this.go();
  }

  private beginNext(): void {
    for (;;) {
      const index = this.begun;
      const part = this.plan.parts[index];
      if (!part || this.running.size >= this.plan.width) return;
      this.begun += 1;
      this.engine.begin(this.childOf(part, index), part.input);
    }
  }

  private childOf(part: Part, index: number): Frame {
    const mapItem = part.mapItem ?? this.frame.mapItem;
    const child: Frame = {
      scope: part.scope,
      variables: this.frame.variables.inner(),
      alive: true,
      lastEventId: part.startedId(this.lastInside),
      ...(mapItem && { mapItem }),
      onEnd: (output) => {
        this.ended(child, index, output);
      },
      onFail: (failure) => {
        this.failed(child, index, failure);
      },
    };
    this.running.set(index, child);
    this.unfinished.set(index, child);
    return child;
  }

  private ended(child: Frame, index: number, output: JsonValue): void {
    this.running.delete(index);
    this.unfinished.delete(index);
    this.outputs[index] = output;
    this.lastInside = child.lastEventId;
    this.lastDone = this.note(child, index, 'Succeeded');
    this.left -= 1;
    if (this.left === 0) this.engine.soon(this.frame, () => this.finish());
    else this.beginNext();
  }

  private failed(child: Frame, index: number, failure: StateFailure): void {
    const { engine, frame, plan, running } = this;
    running.delete(index);
    this.note(child, index, 'Failed');
    // In a Parallel the failed branch's own task counts as aborted too.
    if (plan.kind === 'Parallel') recordAborted(engine, child);
    for (const [other, sibling] of running) {
      recordAborted(engine, sibling);
      this.note(sibling, other, 'Aborted');
    }
    this.killAll();
    frame.lastEventId = child.lastEventId;
    this.visit.broken = true;
    engine.soon(frame, () => {
      throw failure;
    });
  }

  private *finish(): Steps {
    const { engine, frame, plan, visit } = this;
    engine.recorder.write(this.lastDone, `${plan.kind}StateSucceeded`);
    frame.lastEventId = this.lastDone;
    engine.leave(frame, yield* conclude(engine, frame, visit, this.outputs));
  }

  /** An iteration's own event; branches have none. */
  private note(child: Frame, index: number, word: 'Succeeded' | 'Failed' | 'Aborted'): number {
    if (this.plan.kind !== 'Map') return child.lastEventId;
    const type = `MapIteration${word}`;
    const details = { name: this.visit.state.name, index };
    return this.engine.recorder.write(child.lastEventId, type, `mapIteration${word}EventDetails`, details);
  }

  private killAll(): void {
    for (const part of this.running.values()) kill(part);
    this.running.clear();
  }
}

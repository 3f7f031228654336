import { isJsonObject, type JsonValue } from '../platform/index.ts';
import { write, type Engine } from './engine.ts';
import { StateFailure } from './failure.ts';
import { conclude } from './fields.ts';
import type { Frame, Parts, Visit } from './frame.ts';
import type { ExecutionOutcome } from './host.ts';
import type { Scope } from './machine.ts';
import { batched } from './map-batches.ts';
import type { MapLimits } from './map-limits.ts';
import type { Steps } from './steps.ts';

/** Child executions at once. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */
const mostChildren = 10_000;

interface Plan {
  readonly processor: Scope;
  readonly inputs: readonly JsonValue[];
  readonly limits: MapLimits;
}

/** A distributed Map: every item, or batch of items, is an execution of its own, which the host runs. */
export function* runMapRun(engine: Engine, frame: Frame, visit: Visit, plan: Plan): Steps {
  const inputs = yield* batched(engine, frame, visit, plan.inputs);
  const mapRun = new MapRun(engine, frame, visit, { ...plan, inputs });
  visit.parts = mapRun;
  mapRun.start();
}

class MapRun implements Parts {
  /** Children are executions, not frames. */
  readonly running = new Map<number, Frame>();
  private readonly engine: Engine;
  private readonly frame: Frame;
  private readonly visit: Visit;
  private readonly plan: Plan;
  private readonly machineLabel: string;
  private readonly arn: string;
  private readonly outputs: JsonValue[];
  private readonly unfinished: Set<number>;
  /** Child numbers by the index of their input. */
  private readonly children = new Map<number, number>();
  private waiting: number[] = [];
  private failures = 0;
  private redrives = 0;

  constructor(engine: Engine, frame: Frame, visit: Visit, plan: Plan) {
    this.engine = engine;
    this.frame = frame;
    this.visit = visit;
    this.plan = plan;
    const { Label: written } = visit.state.fields;
    const label = typeof written === 'string' ? written : engine.random.uuid();
    const stem = engine.identity.executionArn.split(':').slice(0, 5).join(':');
    this.machineLabel = `${engine.identity.stateMachineName}/${label}`;
    this.arn = `${stem}:mapRun:${this.machineLabel}:${engine.random.uuid()}`;
    this.outputs = new Array<JsonValue>(plan.inputs.length).fill(null);
    this.unfinished = new Set(plan.inputs.keys());
  }

  start(): void {
    write(this.engine, this.frame, 'MapRunStarted', 'mapRunStartedEventDetails', { mapRunArn: this.arn });
    this.go();
  }

  resume(eventId: number): void {
    this.redrives += 1;
    this.frame.lastEventId = this.engine.recorder.write(
      eventId,
      'MapRunRedriven',
      'mapRunRedrivenEventDetails',
      { mapRunArn: this.arn, redriveCount: this.redrives },
    );
    this.go();
  }

  private go(): void {
    this.failures = 0;
    this.waiting = [...this.unfinished];
    this.visit.undo.add(() => {
      this.cancelAll();
    });
    if (this.waiting.length === 0) this.engine.soon(this.frame, () => this.finish());
    else this.beginMore();
  }

  private beginMore(): void {
    const { concurrency } = this.plan.limits;
    const width = concurrency > 0 ? concurrency : mostChildren;
    while (this.children.size < width) {
      const index = this.waiting.shift();
      if (index === undefined) return;
      this.beginChild(index);
    }
  }

  private beginChild(index: number): void {
    const { engine, plan } = this;
    const childId = engine.nextChildId();
    this.children.set(index, childId);
    engine.children.set(childId, (outcome) => {
      engine.children.delete(childId);
      engine.soon(this.frame, () => this.ended(index, outcome));
    });
    engine.host.runChild({
      childId,
      mapRunArn: this.arn,
      name: engine.random.uuid(),
      machineLabel: this.machineLabel,
      type: childType(this.visit),
      machine: plan.processor,
      input: plan.inputs[index] ?? null,
    });
  }

  private ended(index: number, outcome: ExecutionOutcome): Steps | undefined {
    // It failed or was given up while this outcome waited its turn.
    if (!this.children.delete(index)) return undefined;
    if (outcome.status === 'SUCCEEDED') {
      this.outputs[index] = outcome.output;
      this.unfinished.delete(index);
    } else {
      this.failures += 1;
      this.outputs[index] = { Error: outcome.error ?? null, Cause: outcome.cause ?? null };
    }
    if (this.failures > this.tolerated()) this.giveUp();
    if (this.children.size === 0 && this.waiting.length === 0) return this.finish();
    this.beginMore();
    return undefined;
  }

  /** The larger of the two limits counts. */
  private tolerated(): number {
    const { toleratedCount, toleratedPercentage } = this.plan.limits;
    return Math.max(toleratedCount, (this.plan.inputs.length * toleratedPercentage) / 100);
  }

  private *finish(): Steps {
    const { engine, frame, visit } = this;
    write(engine, frame, 'MapRunSucceeded');
    engine.recorder.write(frame.lastEventId, 'MapStateSucceeded');
    engine.leave(frame, yield* conclude(engine, frame, visit, this.outputs));
  }

  /** @throws {StateFailure} */
  private giveUp(): never {
    const error = 'States.ExceedToleratedFailureThreshold';
    const cause = 'The specified tolerated failure threshold was exceeded';
    this.cancelAll();
    write(this.engine, this.frame, 'MapRunFailed', 'mapRunFailedEventDetails', { error, cause });
    this.visit.broken = true;
    throw new StateFailure(error, cause);
  }

  private cancelAll(): void {
    for (const childId of this.children.values()) {
      if (this.engine.children.delete(childId)) this.engine.host.cancelChild(childId);
    }
    this.children.clear();
  }
}

function childType(visit: Visit): 'STANDARD' | 'EXPRESS' {
  const processor = visit.state.fields['ItemProcessor'] ?? visit.state.fields['Iterator'];
  const config = isJsonObject(processor) ? processor['ProcessorConfig'] : undefined;
  return isJsonObject(config) && config['ExecutionType'] === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
}

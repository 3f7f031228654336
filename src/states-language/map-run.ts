import { isJsonObject, type JsonValue } from '../platform/index.ts';
import { write, type Engine } from './engine.ts';
import { StateFailure } from './failure.ts';
import { conclude } from './fields.ts';
import type { Frame, Parts, Visit } from './frame.ts';
import type { ExecutionOutcome } from './host.ts';
import type { Scope } from './machine.ts';
import { batched } from './map-batches.ts';
import type { MapLimits } from './map-limits.ts';
import {
  counted,
  itemsIn,
  type MapRunProgress,
  type MapRunReport,
  type OpenMapRun,
} from './map-run-report.ts';
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

class MapRun implements Parts, OpenMapRun {
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
  private redrivenAt: number | undefined;
  private limits: MapLimits;
  private status: MapRunReport['status'] = 'RUNNING';
  private startedAt = 0;
  private stoppedAt: number | undefined;
  private readonly progress: MapRunProgress[];

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
    this.progress = plan.inputs.map(() => 'pending');
    this.limits = plan.limits;
  }

  report(): MapRunReport {
    return {
      arn: this.arn,
      status: this.status,
      startedAt: this.startedAt,
      ...(this.stoppedAt !== undefined && { stoppedAt: this.stoppedAt }),
      limits: this.limits,
      items: counted(this.progress, (index) => this.itemsOf(index)),
      executions: counted(this.progress, () => 1),
      redriveCount: this.redrives,
      ...(this.redrivenAt !== undefined && { redrivenAt: this.redrivenAt }),
    };
  }

  private itemsOf(index: number): number {
    return itemsIn(this.plan.inputs[index] ?? null, this.visit.state.fields['ItemBatcher'] !== undefined);
  }

  update(limits: Partial<MapLimits>): boolean {
    if (this.status !== 'RUNNING') return false;
    this.limits = { ...this.limits, ...limits };
    this.engine.soon(this.frame, () => {
      if (this.status !== 'RUNNING') return undefined;
      if (this.failures > this.tolerated()) this.giveUp();
      this.beginMore();
      return undefined;
    });
    return true;
  }

  start(): void {
    this.startedAt = this.engine.host.clock.now();
    this.engine.mapRuns.push(this);
    write(this.engine, this.frame, 'MapRunStarted', 'mapRunStartedEventDetails', { mapRunArn: this.arn });
    this.go();
  }

  resume(eventId: number): void {
    this.redrives += 1;
    this.redrivenAt = this.engine.host.clock.now();
    this.status = 'RUNNING';
    this.stoppedAt = undefined;
    for (const index of this.unfinished) this.progress[index] = 'pending';
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
    const { concurrency } = this.limits;
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
    this.progress[index] = 'running';
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
      itemCount: this.itemsOf(index),
    });
  }

  private ended(index: number, outcome: ExecutionOutcome): Steps | undefined {
    // It failed or was given up while this outcome waited its turn.
    if (!this.children.delete(index)) return undefined;
    this.progress[index] = progressAfter(outcome);
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
    const { toleratedCount, toleratedPercentage } = this.limits;
    return Math.max(toleratedCount, (this.plan.inputs.length * toleratedPercentage) / 100);
  }

  private *finish(): Steps {
    const { engine, frame, visit } = this;
    this.over('SUCCEEDED');
    write(engine, frame, 'MapRunSucceeded');
    engine.recorder.write(frame.lastEventId, 'MapStateSucceeded');
    engine.leave(frame, yield* conclude(engine, frame, visit, this.outputs));
  }

  /** @throws {StateFailure} */
  private giveUp(): never {
    const error = 'States.ExceedToleratedFailureThreshold';
    const cause = 'The specified tolerated failure threshold was exceeded';
    this.over('FAILED');
    this.cancelAll();
    write(this.engine, this.frame, 'MapRunFailed', 'mapRunFailedEventDetails', { error, cause });
    this.visit.broken = true;
    throw new StateFailure(error, cause);
  }

  /** What has not ended ends with the run. */
  private cancelAll(): void {
    this.over('ABORTED');
    for (const [index, childId] of this.children) {
      this.progress[index] = 'aborted';
      if (this.engine.children.delete(childId)) this.engine.host.cancelChild(childId);
    }
    this.children.clear();
  }

  private over(status: MapRunReport['status']): void {
    if (this.status !== 'RUNNING') return;
    this.status = status;
    this.stoppedAt = this.engine.host.clock.now();
  }
}

function progressAfter({ status }: ExecutionOutcome): MapRunProgress {
  switch (status) {
    case 'SUCCEEDED':
      return 'succeeded';
    case 'FAILED':
      return 'failed';
    case 'TIMED_OUT':
      return 'timedOut';
    case 'ABORTED':
      return 'aborted';
  }
}

function childType(visit: Visit): 'STANDARD' | 'EXPRESS' {
  const processor = visit.state.fields['ItemProcessor'] ?? visit.state.fields['Iterator'];
  const config = isJsonObject(processor) ? processor['ProcessorConfig'] : undefined;
  return isJsonObject(config) && config['ExecutionType'] === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
}

import { isJsonObject, type JsonValue } from '../platform/index.ts';
import { write, type Engine } from './engine.ts';
import { StateFailure } from './failure.ts';
import { conclude } from './fields.ts';
import type { Frame, Visit } from './frame.ts';
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
  const { fields } = visit.state;
  const uuid = engine.random.uuid();
  const label = typeof fields['Label'] === 'string' ? fields['Label'] : engine.random.uuid();
  const machineLabel = `${engine.identity.stateMachineName}/${label}`;
  const mapRunArn = `${arnStem(engine)}:mapRun:${machineLabel}:${uuid}`;
  const outputs: JsonValue[] = new Array<JsonValue>(inputs.length).fill(null);
  const unfinished = new Set(inputs.keys());
  const running = new Map<number, number>();
  const width = plan.limits.concurrency > 0 ? plan.limits.concurrency : mostChildren;
  const allowed = Math.max(
    plan.limits.toleratedCount,
    (inputs.length * plan.limits.toleratedPercentage) / 100,
  );
  let failures = 0;
  let redrives = 0;
  let waiting: number[] = [];

  const cancelAll = () => {
    for (const childId of running.values()) {
      engine.children.delete(childId);
      engine.host.cancelChild(childId);
    }
    running.clear();
  };
  const finish = function* () {
    write(engine, frame, 'MapRunSucceeded');
    engine.recorder.write(frame.lastEventId, 'MapStateSucceeded');
    engine.leave(frame, yield* conclude(engine, frame, visit, outputs));
  };
  const giveUp = () => {
    const failure = {
      error: 'States.ExceedToleratedFailureThreshold',
      cause: 'The specified tolerated failure threshold was exceeded',
    };
    cancelAll();
    write(engine, frame, 'MapRunFailed', 'mapRunFailedEventDetails', failure);
    visit.broken = true;
    throw new StateFailure(failure.error, failure.cause);
  };
  const ended = (index: number, outcome: ExecutionOutcome): Steps | undefined => {
    if (outcome.status === 'SUCCEEDED') {
      outputs[index] = outcome.output;
      unfinished.delete(index);
    } else {
      failures += 1;
      outputs[index] = { Error: outcome.error ?? null, Cause: outcome.cause ?? null };
    }
    if (failures > allowed) return giveUp();
    if (running.size === 0 && waiting.length === 0) return finish();
    beginMore();
    return undefined;
  };
  const beginMore = () => {
    while (running.size < width) {
      const index = waiting.shift();
      if (index === undefined) return;
      const childId = engine.nextChildId();
      running.set(index, childId);
      engine.children.set(childId, (outcome) => {
        engine.children.delete(childId);
        running.delete(index);
        engine.soon(frame, () => ended(index, outcome));
      });
      engine.host.runChild({
        childId,
        mapRunArn,
        name: engine.random.uuid(),
        machineLabel,
        type: childType(visit),
        machine: plan.processor,
        input: inputs[index] ?? null,
      });
    }
  };
  const begin = () => {
    failures = 0;
    waiting = [...unfinished];
    visit.undo.add(cancelAll);
    if (waiting.length === 0) engine.soon(frame, finish);
    else beginMore();
  };

  visit.parts = {
    running: new Map(),
    resume(eventId) {
      redrives += 1;
      frame.lastEventId = engine.recorder.write(eventId, 'MapRunRedriven', 'mapRunRedrivenEventDetails', {
        mapRunArn,
        redriveCount: redrives,
      });
      begin();
    },
  };
  write(engine, frame, 'MapRunStarted', 'mapRunStartedEventDetails', { mapRunArn });
  begin();
}

/** `arn:aws:states:REGION:ACCOUNT` of the execution. */
function arnStem(engine: Engine): string {
  return engine.identity.executionArn.split(':').slice(0, 5).join(':');
}

function childType(visit: Visit): 'STANDARD' | 'EXPRESS' {
  const processor = visit.state.fields['ItemProcessor'] ?? visit.state.fields['Iterator'];
  const config = isJsonObject(processor) ? processor['ProcessorConfig'] : undefined;
  return isJsonObject(config) && config['ExecutionType'] === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
}

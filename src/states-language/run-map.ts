import { isJsonObject, type JsonObject, type JsonValue } from '../platform/index.ts';
import { write, type Engine } from './engine.ts';
import { runtimeFailure } from './failure.ts';
import type { Frame, Visit } from './frame.ts';
import { join, type Part } from './join.ts';
import type { Scope } from './machine.ts';
import { itemsOf, selectedItem } from './map-items.ts';
import { mapLimits } from './map-limits.ts';
import { runMapRun } from './map-run.ts';
import type { Steps } from './steps.ts';
import { isDistributed } from './ways.ts';

/** Iterations of an inline Map that AWS runs at once. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
const mostIterations = 40;

export function* runMap(engine: Engine, frame: Frame, visit: Visit): Steps {
  const { branches, name, fields } = visit.state;
  const processor = branches[0];
  if (!processor) throw runtimeFailure(`'${name}' has no processor.`);
  if (isJsonObject(fields['ItemReader']))
    throw runtimeFailure('This engine does not read the items of a Map from elsewhere (ItemReader).');
  const items = yield* itemsOf(engine, frame, visit);
  write(engine, frame, 'MapStateStarted', 'mapStateStartedEventDetails', { length: items.length });
  const limits = yield* mapLimits(engine, frame, visit);
  const inputs: JsonValue[] = [];
  const mapItems: JsonObject[] = items.map((item, index) => ({ Index: index, Value: item }));
  for (const mapItem of mapItems) inputs.push(yield* selectedItem(engine, frame, visit, mapItem));
  if (isDistributed(fields)) {
    yield* runMapRun(engine, frame, visit, { processor, inputs, limits });
    return;
  }
  const width = limits.concurrency > 0 ? limits.concurrency : mostIterations;
  const parts = mapItems.map((mapItem, index) =>
    iterationOf(engine, visit, processor, mapItem, inputs[index] ?? null, index),
  );
  join(engine, frame, visit, { kind: 'Map', width, parts });
}

function iterationOf(
  engine: Engine,
  visit: Visit,
  scope: Scope,
  mapItem: JsonObject,
  input: JsonValue,
  index: number,
): Part {
  return {
    scope,
    mapItem,
    input,
    startedId: (previous) =>
      engine.recorder.write(previous, 'MapIterationStarted', 'mapIterationStartedEventDetails', {
        name: visit.state.name,
        index,
      }),
  };
}

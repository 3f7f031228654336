import { isJsonObject, type JsonObject, type JsonValue } from '../platform/index.ts';
import { fill } from './data-flow.ts';
import type { Engine } from './engine.ts';
import { readingOf, surroundingsOf } from './fields.ts';
import type { Frame, Visit } from './frame.ts';
import { render } from './jsonata/index.ts';
import { numberOf } from './map-limits.ts';
import type { Steps } from './steps.ts';

/** ItemBatcher: items in groups, each with the BatchInput beside it. @throws {StateFailure} */
export function* batched(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  items: readonly JsonValue[],
): Steps<readonly JsonValue[]> {
  const batcher = visit.state.fields['ItemBatcher'];
  if (!isJsonObject(batcher)) return items;
  const most = yield* numberOf(engine, frame, visit, 'MaxItemsPerBatch', 'integer', batcher);
  const bytes = yield* numberOf(engine, frame, visit, 'MaxInputBytesPerBatch', 'integer', batcher);
  const shared = yield* batchInput(engine, frame, visit, batcher);
  const batchOf = (list: readonly JsonValue[]): JsonObject => ({
    ...(shared !== undefined && { BatchInput: shared }),
    Items: list,
  });
  const batches: JsonValue[][] = [];
  for (const item of items) {
    const current = batches.at(-1);
    const full =
      !current ||
      (most > 0 && current.length >= most) ||
      (bytes > 0 && Buffer.byteLength(JSON.stringify(batchOf([...current, item]))) > bytes);
    if (full) batches.push([item]);
    else current.push(item);
  }
  return batches.map(batchOf);
}

function* batchInput(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  batcher: JsonObject,
): Steps<JsonValue | undefined> {
  const template = batcher['BatchInput'];
  if (template === undefined) return undefined;
  if (visit.state.language === 'JSONata')
    return yield* render(template, 'ItemBatcher/BatchInput', surroundingsOf(engine, frame, visit));
  return fill(template, readingOf(engine, frame, visit));
}

import type { JsonObject, JsonValue } from '../platform/index.ts';
import { fill, valueAt } from './data-flow.ts';
import type { Engine } from './engine.ts';
import { evaluationFailure, runtimeFailure } from './failure.ts';
import { readingOf, surroundingsOf } from './fields.ts';
import type { Frame, Visit } from './frame.ts';
import { expressionIn, render } from './jsonata/index.ts';
import { mustBe } from './numbers.ts';
import type { Steps } from './steps.ts';

/** What a Map goes over: Items, or ItemsPath in its effective input. @throws {StateFailure} where that is no list */
export function* itemsOf(engine: Engine, frame: Frame, visit: Visit): Steps<readonly JsonValue[]> {
  const { fields, language } = visit.state;
  if (language === 'JSONata') {
    const written = fields['Items'];
    const items =
      written === undefined
        ? visit.rawInput
        : yield* render(written, 'Items', surroundingsOf(engine, frame, visit));
    if (Array.isArray(items)) return items as readonly JsonValue[];
    const expression = expressionIn(written);
    if (expression !== undefined) mustBe('array', { value: items, expression }, 'Items');
    throw evaluationFailure('', `Map state input must be an array but was: ${JSON.stringify(items)}`);
  }
  const input = mapInput(engine, frame, visit);
  const path = fields['ItemsPath'];
  const items = typeof path === 'string' ? valueAt(path, readingOf(engine, frame, visit, { input })) : input;
  if (Array.isArray(items)) return items as readonly JsonValue[];
  throw runtimeFailure(`Reference path "${typeof path === 'string' ? path : '$'}" must point to array.`);
}

/** The input of one iteration: ItemSelector (or, of old, Parameters), or the item itself. @throws {StateFailure} */
export function* selectedItem(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  mapItem: JsonObject,
): Steps<JsonValue> {
  const { fields, language } = visit.state;
  const item = mapItem['Value'] ?? null;
  if (language === 'JSONata') {
    if (fields['ItemSelector'] === undefined) return item;
    const surroundings = surroundingsOf(engine, frame, visit, { mapItem });
    return yield* render(fields['ItemSelector'], 'ItemSelector', surroundings);
  }
  const selector = fields['ItemSelector'] ?? fields['Parameters'];
  if (selector === undefined) return item;
  const input = mapInput(engine, frame, visit);
  return fill(selector, readingOf(engine, frame, visit, { input, mapItem }));
}

/** A Map's Parameters shape its items, not its input. */
function mapInput(engine: Engine, frame: Frame, visit: Visit): JsonValue {
  const { InputPath: path } = visit.state.fields;
  if (path === null) return {};
  return typeof path === 'string' ? valueAt(path, readingOf(engine, frame, visit)) : visit.rawInput;
}

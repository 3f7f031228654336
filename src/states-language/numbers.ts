import type { JsonValue } from '../platform/index.ts';
import { valueAt } from './data-flow.ts';
import type { Engine } from './engine.ts';
import { evaluationFailure, runtimeFailure } from './failure.ts';
import { readingOf, surroundingsOf } from './fields.ts';
import type { Frame, Visit } from './frame.ts';
import { expressionIn, render } from './jsonata/index.ts';
import type { Steps } from './steps.ts';

/** A value that a field was given, and how to speak of it. */
export interface Written {
  readonly value: JsonValue;
  /** Path where the value came by a `...Path` field. */
  readonly path?: string;
  readonly expression?: string;
}

/** A field, its `...Path` sister or its expression; undefined where neither is there. @throws {StateFailure} */
export function* written(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  field: string,
  fields = visit.state.fields,
): Steps<Written | undefined> {
  const fixed = fields[field];
  if (visit.state.language === 'JSONata') {
    const expression = expressionIn(fixed);
    if (expression === undefined) return fixed === undefined ? undefined : { value: fixed };
    return { value: yield* render(fixed ?? null, field, surroundingsOf(engine, frame, visit)), expression };
  }
  if (fixed !== undefined) return { value: fixed };
  const path = fields[`${field}Path`];
  if (typeof path !== 'string') return undefined;
  return { value: valueAt(path, readingOf(engine, frame, visit)), path };
}

/** A duration in seconds of a Task. @throws {StateFailure} */
export function* secondsOf(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  field: string,
): Steps<number | undefined> {
  const found = yield* written(engine, frame, visit, field);
  if (!found) return undefined;
  const { value, path } = found;
  mustBe('number', found, field);
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  if (path === undefined)
    throw evaluationFailure(
      field,
      `The value of the field '${field}' must be a positive integer but was: ${JSON.stringify(value)}`,
    );
  throw runtimeFailure(
    typeof value === 'number' && Number.isInteger(value)
      ? `The ${field}Path parameter cannot be negative or zero: ${path} == ${String(value)}`
      : `The ${field}Path parameter does not reference an integer value: ${path} == ${textOf(value)}`,
  );
}

/** AWS's refusal of an expression whose value has the wrong type. @throws {StateFailure} */
export function mustBe(type: 'number' | 'string' | 'boolean' | 'array', found: Written, field: string): void {
  const { value, expression } = found;
  if (expression === undefined || typeName(value) === type) return;
  throw evaluationFailure(
    field,
    `The JSONata expression '${expression}' specified for the field '${field}' returned an unexpected result type. Expected '${type}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
  );
}

function typeName(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** A value inside a cause: texts without their quotes. */
export function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

import { isJsonObject, messageOf, type JsonObject, type JsonValue } from '../platform/index.ts';
import { parseTest } from './parse-test.ts';
import { reservedInOr } from './reserved.ts';
import type { ValueTest } from './value-test.ts';

/** What one field of an event must be: any of the tests. */
export interface Condition {
  /** Names joined with dots. A name that has dots itself stands for the same path, as in EventBridge. */
  readonly path: string;
  readonly tests: readonly ValueTest[];
  /** The list as it stands in the pattern, to show. */
  readonly written: readonly JsonValue[];
}

/** An event fits where every condition of one of the alternatives holds. Without `$or` there is one. */
export interface EventPattern {
  readonly alternatives: readonly (readonly Condition[])[];
}

/** What is wrong, and at which path of the pattern; `''` is the whole. */
export interface PatternFault {
  readonly path: string;
  readonly message: string;
}

export type ParsedPattern =
  | { readonly pattern: EventPattern; readonly faults?: never }
  | { readonly pattern?: never; readonly faults: readonly PatternFault[] };

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-complex-example-or */
const mostCombinations = 1_000;
/** Deeper than any event: Jackson, which AWS reads JSON with, stops at 1,000. */
const deepest = 500;

type Alternatives = EventPattern['alternatives'];

export function parsePattern(written: JsonValue): ParsedPattern {
  const faults: PatternFault[] = [];
  if (!isJsonObject(written)) return { faults: [{ path: '', message: 'Filter is not an object' }] };
  const alternatives = readObject(written, [], { faults, inOr: false });
  const [first] = faults;
  return first ? { faults } : { pattern: { alternatives } };
}

/** {@link parsePattern} of JSON as text, which the services take. */
export function parsePatternText(text: string): ParsedPattern {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (error) {
    return { faults: [{ path: '', message: messageOf(error) }] };
  }
  return parsePattern(value);
}

interface Reading {
  readonly faults: PatternFault[];
  readonly inOr: boolean;
}

function readObject(written: JsonObject, path: readonly string[], reading: Reading): Alternatives {
  const entries = Object.entries(written);
  const fault = (message: string, at = path) => void reading.faults.push({ path: at.join('.'), message });
  if (entries.length === 0) fault('Empty objects are not allowed');
  if (path.length > deepest) {
    fault('The pattern is nested too deeply');
    return [[]];
  }
  let alternatives: Alternatives = [[]];
  for (const [name, value] of entries) {
    const here = [...path, name];
    if (name === '$or') {
      alternatives = product(alternatives, readOr(value, path, reading));
    } else if (reading.inOr && reservedInOr.has(name)) {
      fault(`${name} is Ruler reserved fieldName which cannot be used inside $or.`, here);
    } else if (isJsonObject(value)) {
      alternatives = product(alternatives, readObject(value, here, reading));
    } else if (Array.isArray(value)) {
      alternatives = product(alternatives, [[readList(value as readonly JsonValue[], here, reading)]]);
    } else {
      fault(`"${name}" must be an object or an array`, here);
    }
    if (alternatives.length > mostCombinations) {
      fault(`Rule is too complex - $or makes more than ${String(mostCombinations)} rule combinations`);
      return [[]];
    }
  }
  return alternatives;
}

function readOr(written: JsonValue, path: readonly string[], reading: Reading): Alternatives {
  const here = [...path, '$or'];
  const fault = (message: string) => void reading.faults.push({ path: here.join('.'), message });
  if (!Array.isArray(written)) {
    fault('It must be an Array followed with $or.');
    return [[]];
  }
  const choices = written as readonly JsonValue[];
  if (choices.length < 2) fault('There must have at least 2 Objects in $or relationship.');
  return choices.flatMap((choice) => {
    if (isJsonObject(choice)) return readObject(choice, path, { ...reading, inOr: true });
    fault('Only JSON object is allowed in array of $or relationship.');
    return [[]];
  });
}

function readList(written: readonly JsonValue[], path: readonly string[], reading: Reading): Condition {
  const at = path.join('.');
  if (written.length === 0) reading.faults.push({ path: at, message: 'Empty arrays are not allowed' });
  const tests: ValueTest[] = [];
  for (const entry of written) {
    const parsed = parseTest(entry);
    if ('fault' in parsed) reading.faults.push({ path: at, message: parsed.fault });
    else tests.push(parsed.test);
  }
  return { path: at, tests, written };
}

function product(left: Alternatives, right: Alternatives): Alternatives {
  // One more than allowed is enough to know.
  if (left.length * right.length > mostCombinations)
    return Array.from({ length: mostCombinations + 1 }, () => []);
  return left.flatMap((one) => right.map((other) => [...one, ...other]));
}

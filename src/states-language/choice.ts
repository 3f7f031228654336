import { isJsonObject, type JsonObject, type JsonValue } from '../platform/index.ts';
import { lookUp, valueAt, type Reading } from './data-flow.ts';
import { runtimeFailure } from './failure.ts';
import { instantOf } from './timestamp.ts';

type Compare = (order: number) => boolean;
const comparisons: Readonly<Record<string, Compare>> = {
  Equals: (order) => order === 0,
  LessThan: (order) => order < 0,
  LessThanEquals: (order) => order <= 0,
  GreaterThan: (order) => order > 0,
  GreaterThanEquals: (order) => order >= 0,
};
const operatorPattern =
  /^(?:(String|Numeric|Timestamp)(Equals|LessThanEquals|LessThan|GreaterThanEquals|GreaterThan)|(Boolean)(Equals))(Path)?$/;
const kindTests: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === 'string',
  IsNumeric: (value) => typeof value === 'number',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => typeof value === 'string' && instantOf(value) !== undefined,
};

/** What an operator of a choice rule compares with; undefined where there is no such operator. */
export function operandOf(
  operator: string,
): 'path' | 'string' | 'number' | 'boolean' | 'timestamp' | undefined {
  if (Object.hasOwn(kindTests, operator) || operator === 'IsPresent') return 'boolean';
  if (operator === 'StringMatches') return 'string';
  const match = operatorPattern.exec(operator);
  if (!match) return undefined;
  if (match[5] !== undefined) return 'path';
  if (match[3] !== undefined) return 'boolean';
  return match[1] === 'Numeric' ? 'number' : match[1] === 'String' ? 'string' : 'timestamp';
}

/** Whether a choice rule holds. @throws {StateFailure} where its variable leads nowhere */
export function holds(rule: JsonObject, reading: Reading): boolean {
  const inner = (name: string) => (rule[name] as readonly JsonValue[]).filter(isJsonObject);
  if (rule['And'] !== undefined) return inner('And').every((part) => holds(part, reading));
  if (rule['Or'] !== undefined) return inner('Or').some((part) => holds(part, reading));
  if (isJsonObject(rule['Not'])) return !holds(rule['Not'], reading);
  const variable = textOf(rule['Variable']);
  const operator = Object.keys(rule).find((name) => operandOf(name) !== undefined) ?? '';
  const wanted = rule[operator] ?? null;
  const value = lookUp(variable, reading);
  if (operator === 'IsPresent') return (value !== undefined) === wanted;
  if (value === undefined) {
    throw runtimeFailure(
      `Invalid path '${variable}': The choice state's condition path references an invalid value.`,
    );
  }
  const kindTest = Object.hasOwn(kindTests, operator) ? kindTests[operator] : undefined;
  if (kindTest) return kindTest(value) === wanted;
  if (operator === 'StringMatches') return typeof value === 'string' && matches(textOf(wanted), value);
  const [, kind = 'Boolean', comparison = 'Equals', , , fromPath] = operatorPattern.exec(operator) ?? [];
  const other = fromPath === undefined ? wanted : valueAt(textOf(wanted), reading);
  const order = orderOf(kind, value, other);
  return order !== undefined && (comparisons[comparison]?.(order) ?? false);
}

/** Negative, zero or positive; undefined where the two are not of the operator's kind. */
function orderOf(kind: string, left: JsonValue, right: JsonValue): number | undefined {
  if (kind === 'Numeric' && typeof left === 'number' && typeof right === 'number') return left - right;
  if (kind === 'Boolean' && typeof left === 'boolean' && typeof right === 'boolean') {
    return Number(left) - Number(right);
  }
  if (typeof left !== 'string' || typeof right !== 'string') return undefined;
  if (kind === 'String') return left < right ? -1 : left > right ? 1 : 0;
  if (kind !== 'Timestamp') return undefined;
  const [first, second] = [instantOf(left), instantOf(right)];
  return first === undefined || second === undefined ? undefined : first - second;
}

/** StringMatches: `*` stands for any run of characters, `\*` for itself. Each piece is sought once: no backtracking. */
function matches(pattern: string, text: string): boolean {
  const pieces = [''];
  for (const [part] of pattern.matchAll(/\\[*\\]|[\s\S]/g)) {
    if (part === '*') pieces.push('');
    else pieces.push((pieces.pop() ?? '') + (part.length > 1 ? part.slice(1) : part));
  }
  const first = pieces.shift() ?? '';
  const last = pieces.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

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
  /^(String|Numeric|Boolean|Timestamp)(Equals|LessThanEquals|LessThan|GreaterThanEquals|GreaterThan)(Path)?$/;
const kindTests: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === 'string',
  IsNumeric: (value) => typeof value === 'number',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => typeof value === 'string' && instantOf(value) !== undefined,
};

/** The comparison operators a rule may have, for checks of a definition. */
export function isOperator(name: string): boolean {
  return operatorPattern.test(name) || name in kindTests || name === 'IsPresent' || name === 'StringMatches';
}

/** Whether a choice rule holds. @throws {StateFailure} where its variable leads nowhere */
export function holds(rule: JsonObject, reading: Reading): boolean {
  const inner = (name: string) => (rule[name] as readonly JsonValue[]).filter(isJsonObject);
  if (rule['And'] !== undefined) return inner('And').every((part) => holds(part, reading));
  if (rule['Or'] !== undefined) return inner('Or').some((part) => holds(part, reading));
  if (isJsonObject(rule['Not'])) return !holds(rule['Not'], reading);
  const variable = textOf(rule['Variable']);
  const operator = Object.keys(rule).find(isOperator) ?? '';
  const wanted = rule[operator] ?? null;
  const value = lookUp(variable, reading);
  if (operator === 'IsPresent') return (value !== undefined) === wanted;
  if (value === undefined) {
    throw runtimeFailure(
      `Invalid path '${variable}': The choice state's condition path references an invalid value.`,
    );
  }
  const kindTest = kindTests[operator];
  if (kindTest) return kindTest(value) === wanted;
  if (operator === 'StringMatches') return typeof value === 'string' && matches(textOf(wanted), value);
  const [, kind, comparison, fromPath] = operatorPattern.exec(operator) ?? [];
  const other = fromPath === undefined ? wanted : valueAt(textOf(wanted), reading);
  const order = orderOf(kind ?? '', value, other);
  return order !== undefined && (comparisons[comparison ?? '']?.(order) ?? false);
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

/** StringMatches: `*` stands for any run of characters, `\\*` for itself. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .split(/(\\[*\\]|\*)/)
    .map((part) =>
      part === '*' ? '.*' : part.replace(/^\\([*\\])$/, '$1').replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${source}$`, 's').test(text);
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

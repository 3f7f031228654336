import { canonicalJson, parseJson, type JsonValue } from '../../platform/index.ts';
import type { Operand, Path, Test } from './path.ts';

/** What a path inside the condition leads to. */
type Lead = (path: Path) => JsonValue | undefined;

/** Whether a filter's condition holds for the current item. */
export function holdsFor(test: Test, lead: Lead): boolean {
  switch (test.kind) {
    case 'and':
      return holdsFor(test.left, lead) && holdsFor(test.right, lead);
    case 'or':
      return holdsFor(test.left, lead) || holdsFor(test.right, lead);
    case 'not':
      return !holdsFor(test.test, lead);
    case 'exists':
      return lead(test.path) !== undefined;
    case 'matches': {
      const value = valueOf(test.left, lead);
      return typeof value === 'string' && test.pattern.test(value);
    }
    case 'compare':
      return compare(test.operator, valueOf(test.left, lead), valueOf(test.right, lead));
  }
}

function valueOf(operand: Operand, lead: Lead): JsonValue | undefined {
  return operand.kind === 'literal' ? parseJson(operand.json) : lead(operand.path);
}

function compare(operator: string, left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (operator === '!=') return !same(left, right);
  if (left === undefined || right === undefined) return false;
  switch (operator) {
    case '==':
      return same(left, right);
    case 'in':
      return listOf(right).some((item) => same(item, left));
    case 'nin':
      return !listOf(right).some((item) => same(item, left));
    case 'subsetof':
      return listOf(left).every((item) => listOf(right).some((other) => same(item, other)));
    case 'anyof':
      return listOf(left).some((item) => listOf(right).some((other) => same(item, other)));
    case 'noneof':
      return !listOf(left).some((item) => listOf(right).some((other) => same(item, other)));
    case 'size':
      return sizeOf(left) === (typeof right === 'number' ? right : sizeOf(right));
    case 'empty':
      return (sizeOf(left) === 0) === right;
    default:
      return inOrder(operator, left, right);
  }
}

function inOrder(operator: string, left: JsonValue, right: JsonValue): boolean {
  const comparable =
    (typeof left === 'number' && typeof right === 'number') ||
    (typeof left === 'string' && typeof right === 'string');
  if (!comparable) return false;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function same(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonicalJson(left) === canonicalJson(right);
}

function listOf(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

function sizeOf(value: JsonValue): number | undefined {
  return typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
}

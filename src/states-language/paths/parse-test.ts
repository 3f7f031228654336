import { take, type Cursor } from './cursor.ts';
import { PathInvalid, type Operand, type Path, type Test } from './path.ts';

type ReadPath = (cursor: Cursor) => Path;

const operatorPattern = /\s*(==|!=|<=|>=|<|>|nin\b|in\b|subsetof\b|anyof\b|noneof\b|size\b|empty\b)\s*/y;
/** A slash ends a pattern unless it is escaped or stands in a class. */
const regexPattern = /\s*=~\s*\/((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])*)\/([imsu]*)/y;
const literalPattern =
  /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** The condition of a filter: comparisons and existence, joined by `&&`, `||`, `!` and parentheses. @throws {PathInvalid} */
export function parseTest(cursor: Cursor, readPath: ReadPath): Test {
  let test = parseAnd(cursor, readPath);
  while (take(/\s*\|\|/y, cursor)) test = { kind: 'or', left: test, right: parseAnd(cursor, readPath) };
  return test;
}

function parseAnd(cursor: Cursor, readPath: ReadPath): Test {
  let test = parseOne(cursor, readPath);
  while (take(/\s*&&/y, cursor)) test = { kind: 'and', left: test, right: parseOne(cursor, readPath) };
  return test;
}

function parseOne(cursor: Cursor, readPath: ReadPath): Test {
  if (take(/\s*!(?!=)/y, cursor)) return { kind: 'not', test: parseOne(cursor, readPath) };
  if (take(/\s*\(/y, cursor)) {
    const test = parseTest(cursor, readPath);
    if (!take(/\s*\)/y, cursor)) throw new PathInvalid(cursor.text, cursor.at);
    return test;
  }
  const left = parseOperand(cursor, readPath);
  const regex = take(regexPattern, cursor);
  if (regex) return { kind: 'matches', left, pattern: patternOf(regex, cursor) };
  const operator = take(operatorPattern, cursor)?.[1];
  if (operator !== undefined)
    return { kind: 'compare', operator, left, right: parseOperand(cursor, readPath) };
  if (left.kind === 'path') return { kind: 'exists', path: left.path };
  throw new PathInvalid(cursor.text, cursor.at);
}

function parseOperand(cursor: Cursor, readPath: ReadPath): Operand {
  take(/\s*/y, cursor);
  const first = cursor.text[cursor.at];
  if (first === '@' || first === '$') return { kind: 'path', path: readPath(cursor) };
  if (first === '[') return { kind: 'literal', json: `[${parseList(cursor).join()}]` };
  const literal = take(literalPattern, cursor);
  if (!literal) throw new PathInvalid(cursor.text, cursor.at);
  return { kind: 'literal', json: jsonOf(literal[0]) };
}

function parseList(cursor: Cursor): string[] {
  cursor.at += 1;
  const items: string[] = [];
  while (!take(/\s*\]/y, cursor)) {
    take(/\s*,?\s*/y, cursor);
    const literal = take(literalPattern, cursor);
    if (!literal) throw new PathInvalid(cursor.text, cursor.at);
    items.push(jsonOf(literal[0]));
  }
  return items;
}

function jsonOf(literal: string): string {
  const quote = literal[0];
  if (quote !== "'" && quote !== '"') return literal;
  return JSON.stringify(literal.slice(1, -1).replace(/\\(.)/g, '$1'));
}

function patternOf(match: RegExpExecArray, cursor: Cursor): RegExp {
  try {
    return new RegExp(`^(?:${match[1] ?? ''})$`, match[2]);
  } catch {
    throw new PathInvalid(cursor.text, cursor.at);
  }
}

import { peek, take, type Cursor } from './cursor.ts';
import { functionNames } from './functions.ts';
import { isDefinite, PathInvalid, type Origin, type Path, type Step } from './path.ts';
import { parseTest } from './parse-test.ts';

const namePattern = /[^.[\]'"?()*,:\s]+/y;
const bracketPattern =
  /\[\s*(?:(\*)|(-?\d*)\s*:\s*(-?\d*)|(-?\d+(?:\s*,\s*-?\d+)*)|((?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")(?:\s*,\s*(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"))*)|\(\s*@\.length(?:\(\))?\s*-\s*(\d+)\s*\))\s*\]/y;
const quotedPattern = /'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"/g;
const callPattern = /\.([a-z]+)\(\s*(-?\d+)?\s*\)/y;
const originPattern = /\$\$|\$(?=[.[]|$)|\$([A-Za-z_][A-Za-z0-9_]*)|@/y;

/** @throws {PathInvalid} */
export function parsePath(text: string): Path {
  const cursor = { text, at: 0 };
  const path = readPath(cursor);
  if (cursor.at < text.length || path.origin.kind === 'current') throw new PathInvalid(text, cursor.at);
  return path;
}

/** Reads a path as far as it goes. @throws {PathInvalid} */
function readPath(cursor: Cursor): Path {
  const start = cursor.at;
  const origin = readOrigin(cursor);
  const steps: Step[] = [];
  for (let more = true; more;) {
    const before = cursor.at;
    if (cursor.text.startsWith('..', cursor.at)) {
      steps.push({ kind: 'descend' });
      cursor.at += cursor.text[cursor.at + 2] === '[' ? 2 : 1;
    }
    const step = readStep(cursor);
    if (step) steps.push(step);
    else if (cursor.at > before) throw new PathInvalid(cursor.text, cursor.at);
    more = step !== undefined;
  }
  return {
    text: cursor.text.slice(start, cursor.at),
    origin,
    steps,
    definite: steps.every((step, index) => isDefinite(step, index === steps.length - 1)),
  };
}

function readOrigin(cursor: Cursor): Origin {
  const match = take(originPattern, cursor);
  if (!match) throw new PathInvalid(cursor.text, cursor.at);
  if (match[1] !== undefined) return { kind: 'variable', name: match[1] };
  return { kind: match[0] === '$$' ? 'context' : match[0] === '@' ? 'current' : 'input' };
}

/** The next step, or nothing where the path ends. */
function readStep(cursor: Cursor): Step | undefined {
  const { text } = cursor;
  if (text[cursor.at] === '.') {
    const call = peek(callPattern, cursor);
    if (call?.[1] !== undefined && functionNames.has(call[1])) {
      cursor.at += call[0].length;
      return {
        kind: 'call',
        name: call[1],
        ...(call[2] !== undefined && { argument: Number(call[2]) }),
      };
    }
    cursor.at += 1;
    if (text[cursor.at] === '*') {
      cursor.at += 1;
      return { kind: 'every' };
    }
    if (text[cursor.at] !== '[') {
      const name = take(namePattern, cursor);
      if (!name) throw new PathInvalid(text, cursor.at);
      return { kind: 'names', names: [name[0]] };
    }
  }
  if (text[cursor.at] !== '[') return undefined;
  const filter = /\[\s*\?\s*\(/y;
  if (take(filter, cursor)) {
    const test = parseTest(cursor, readPath);
    if (!take(/\s*\)\s*\]/y, cursor)) throw new PathInvalid(text, cursor.at);
    return { kind: 'filter', test };
  }
  const match = take(bracketPattern, cursor);
  if (!match) throw new PathInvalid(text, cursor.at);
  return bracketStep(match);
}

function bracketStep(match: RegExpExecArray): Step {
  const [, every, from, to, indexes, names, back] = match;
  if (every !== undefined) return { kind: 'every' };
  if (back !== undefined) return { kind: 'from-end', back: Number(back) };
  if (indexes !== undefined) return { kind: 'indexes', indexes: indexes.split(',').map(Number) };
  if (names !== undefined) {
    // A backslash escapes itself and the quote around the name; before anything else it belongs to the name.
    const unquoted = [...names.matchAll(quotedPattern)].map(([, single, double = '']) =>
      single === undefined ? double.replace(/\\(["\\])/g, '$1') : single.replace(/\\(['\\])/g, '$1'),
    );
    return { kind: 'names', names: unquoted };
  }
  return {
    kind: 'slice',
    ...(from !== undefined && from !== '' && { from: Number(from) }),
    ...(to !== undefined && to !== '' && { to: Number(to) }),
  };
}

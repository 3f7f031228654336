import { parsePath, type Path } from '../paths/index.ts';

/** One argument, or the call itself. */
export type Expression =
  | {
      readonly kind: 'call';
      readonly text: string;
      readonly name: string;
      readonly args: readonly Expression[];
    }
  | { readonly kind: 'path'; readonly path: Path }
  /** As written between the quotes: States.Format reads its own escapes. */
  | { readonly kind: 'text'; readonly raw: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'constant'; readonly value: boolean | null };

export type Call = Extract<Expression, { kind: 'call' }>;

/** The text is not a call of an intrinsic function. */
export class IntrinsicInvalid extends Error {}

const namePattern = /\s*(States\.[A-Za-z0-9]+)\s*\(/y;
const textPattern = /\s*'((?:\\[\s\S]|[^'\\])*)'\s*/y;
const numberPattern = /\s*(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*/y;
const constantPattern = /\s*(true|false|null)\s*/y;
/** Calls inside calls, as deep as anybody writes them. */
const deepest = 32;

/** @throws {IntrinsicInvalid} */
export function parseIntrinsic(text: string): Call {
  const reader = { text, at: 0 };
  const call = readCall(reader, 0);
  if (!call || reader.at < text.length) throw new IntrinsicInvalid(`'${text}' is not an intrinsic function.`);
  return call;
}

interface Reader {
  readonly text: string;
  at: number;
}

function readCall(reader: Reader, depth: number): Call | undefined {
  const start = reader.at;
  const name = match(namePattern, reader)?.[1];
  if (name === undefined) return undefined;
  if (depth > deepest) throw new IntrinsicInvalid('Intrinsic functions are nested too deeply.');
  const args: Expression[] = [];
  if (!match(/\s*\)\s*/y, reader)) {
    do args.push(readArgument(reader, depth));
    while (match(/\s*,/y, reader));
    if (!match(/\s*\)\s*/y, reader))
      throw new IntrinsicInvalid(`'${reader.text}' lacks a closing parenthesis.`);
  }
  return { kind: 'call', text: reader.text.slice(start, reader.at).trim(), name, args };
}

function readArgument(reader: Reader, depth: number): Expression {
  const text = match(textPattern, reader);
  if (text) return { kind: 'text', raw: text[1] ?? '' };
  const number = match(numberPattern, reader);
  if (number) return { kind: 'number', value: Number(number[1]) };
  const constant = match(constantPattern, reader);
  if (constant) return { kind: 'constant', value: constant[1] === 'null' ? null : constant[1] === 'true' };
  const call = readCall(reader, depth + 1);
  if (call) return call;
  match(/\s*/y, reader);
  if (reader.text[reader.at] !== '$')
    throw new IntrinsicInvalid(`'${reader.text}' has an argument that is none.`);
  return { kind: 'path', path: parsePath(readPathText(reader)) };
}

/** A path ends at the comma or parenthesis that does not belong to a bracket, a filter or a quoted name of its own. */
function readPathText(reader: Reader): string {
  const start = reader.at;
  let depth = 0;
  let quote = '';
  for (; reader.at < reader.text.length; reader.at += 1) {
    const character = reader.text[reader.at] ?? '';
    if (quote !== '') {
      if (character === '\\') reader.at += 1;
      else if (character === quote) quote = '';
    } else if (depth > 0 && (character === "'" || character === '"')) quote = character;
    else if (character === '[' || character === '(') depth += 1;
    else if (depth > 0 && (character === ']' || character === ')')) depth -= 1;
    else if (depth === 0 && (character === ',' || character === ')')) break;
  }
  return reader.text.slice(start, reader.at).trim();
}

function match(pattern: RegExp, reader: Reader): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (!found) return undefined;
  reader.at += found[0].length;
  return found;
}

/** The text that a literal stands for: `\'`, `\{`, `\}` and `\\` are escapes, any other backslash is itself. */
export function unescaped(raw: string): string {
  return raw.replace(/\\(['{}\\])/g, '$1');
}

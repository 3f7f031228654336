import { isJsonObject, type JsonValue } from '../platform/index.ts';

type Step =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number }
  | { readonly kind: 'every' }
  | { readonly kind: 'descend' };

/** A JSONPath as Step Functions reads it (Jayway's dialect). */
export interface Path {
  readonly text: string;
  /** `$$`: into the context object. */
  readonly ofContext: boolean;
  readonly steps: readonly Step[];
  /** Leads to one value, or to none; an indefinite one always gives a list. */
  readonly definite: boolean;
}

/** The text is not a path; `at` is the offset of what was not understood. */
class PathInvalid extends Error {
  readonly at: number;
  constructor(text: string, at: number) {
    super(`'${text}' is not a JSONPath: not understood from character ${String(at + 1)}`);
    this.at = at;
  }
}

const namePattern = /[^.[\]'"?()*,:\s]+/y;
const bracketPattern =
  /\[\s*(?:(\*)|(-?\d*)\s*:\s*(-?\d*)|(-?\d+(?:\s*,\s*-?\d+)*)|((?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")(?:\s*,\s*(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"))*))\s*\]/y;
const quotedPattern = /'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"/g;

/** @throws {PathInvalid} */
export function parsePath(text: string): Path {
  const ofContext = text.startsWith('$$');
  let at = ofContext ? 2 : 1;
  if (!text.startsWith('$')) throw new PathInvalid(text, 0);
  const steps: Step[] = [];
  while (at < text.length) {
    if (text.startsWith('..', at)) {
      steps.push({ kind: 'descend' });
      at += text[at + 2] === '[' ? 2 : 1;
    }
    if (text[at] === '.') {
      at += 1;
      if (text[at] === '*') {
        steps.push({ kind: 'every' });
        at += 1;
        continue;
      }
      if (text[at] !== '[') {
        namePattern.lastIndex = at;
        const name = namePattern.exec(text)?.[0];
        if (name === undefined) throw new PathInvalid(text, at);
        steps.push({ kind: 'names', names: [name] });
        at += name.length;
        continue;
      }
    }
    bracketPattern.lastIndex = at;
    const match = bracketPattern.exec(text);
    if (!match) throw new PathInvalid(text, at);
    steps.push(bracketStep(match));
    at = bracketPattern.lastIndex;
  }
  return { text, ofContext, steps, definite: steps.every(isDefinite) };
}

function bracketStep(match: RegExpExecArray): Step {
  const [, every, from, to, indexes, names] = match;
  if (every !== undefined) return { kind: 'every' };
  if (indexes !== undefined) return { kind: 'indexes', indexes: indexes.split(',').map(Number) };
  if (names !== undefined) {
    const unquoted = [...names.matchAll(quotedPattern)].map((quoted) =>
      (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/g, '$1'),
    );
    return { kind: 'names', names: unquoted };
  }
  return {
    kind: 'slice',
    ...(from !== undefined && from !== '' && { from: Number(from) }),
    ...(to !== undefined && to !== '' && { to: Number(to) }),
  };
}

function isDefinite(step: Step): boolean {
  if (step.kind === 'names') return step.names.length === 1;
  return step.kind === 'indexes' && step.indexes.length === 1;
}

/** What the path leads to; undefined where a definite path leads nowhere. */
export function follow(path: Path, root: JsonValue): JsonValue | undefined {
  let found: readonly JsonValue[] = [root];
  for (const step of path.steps) found = found.flatMap((value) => take(step, value));
  return path.definite ? found[0] : found;
}

function take(step: Step, value: JsonValue): readonly JsonValue[] {
  switch (step.kind) {
    case 'names':
      if (!isJsonObject(value)) return [];
      return step.names.flatMap((name) => {
        const inner = Object.hasOwn(value, name) ? value[name] : undefined;
        return inner === undefined ? [] : [inner];
      });
    case 'indexes':
      return step.indexes.flatMap((index) => {
        const inner = asList(value)?.at(index);
        return inner === undefined ? [] : [inner];
      });
    case 'slice':
      return asList(value)?.slice(step.from, step.to) ?? [];
    case 'every':
      return asList(value) ?? (isJsonObject(value) ? Object.values(value) : []);
    case 'descend':
      return descendants(value);
  }
}

function asList(value: JsonValue): readonly JsonValue[] | undefined {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
}

function descendants(value: JsonValue): readonly JsonValue[] {
  const inner = asList(value) ?? (isJsonObject(value) ? Object.values(value) : []);
  return [value, ...inner.flatMap(descendants)];
}

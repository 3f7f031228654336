/** One step of a path, from a value to those it leads to. */
export type Step =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  /** `[(@.length-1)]`: counted from the end. */
  | { readonly kind: 'from-end'; readonly back: number }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number }
  | { readonly kind: 'every' }
  | { readonly kind: 'descend' }
  | { readonly kind: 'filter'; readonly test: Test }
  | { readonly kind: 'call'; readonly name: string; readonly argument?: number };

/** What stands between `?(` and `)`. */
export type Test =
  | { readonly kind: 'and' | 'or'; readonly left: Test; readonly right: Test }
  | { readonly kind: 'not'; readonly test: Test }
  | { readonly kind: 'exists'; readonly path: Path }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'matches'; readonly left: Operand; readonly pattern: RegExp };

export type Operand =
  { readonly kind: 'path'; readonly path: Path } | { readonly kind: 'literal'; readonly json: string };

/** Where a path begins: the state's input, the context object, a variable, or the value that a filter looks at. */
export type Origin =
  { readonly kind: 'input' | 'context' | 'current' } | { readonly kind: 'variable'; readonly name: string };

/** A JSONPath as Step Functions reads it: Jayway's dialect, with `$$` and `$variable`. */
export interface Path {
  readonly text: string;
  readonly origin: Origin;
  readonly steps: readonly Step[];
  /** Leads to one value, or to none; an indefinite one always gives a list. */
  readonly definite: boolean;
}

/** The text is not a path; `at` is the offset of what was not understood. */
export class PathInvalid extends Error {
  readonly at: number;
  constructor(text: string, at: number) {
    super(`'${text}' is not a JSONPath: not understood from character ${String(at + 1)}`);
    this.at = at;
  }
}

/** Several names at the end of a path give one object of these names; in the middle they fan out. */
export function isDefinite(step: Step, last: boolean): boolean {
  if (step.kind === 'names') return step.names.length === 1 || last;
  if (step.kind === 'indexes') return step.indexes.length === 1;
  return step.kind === 'from-end' || step.kind === 'call';
}

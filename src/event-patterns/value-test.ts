import { assertNever, type JsonValue } from '../platform/index.ts';
import { addressOf, isInRange, type AddressRange } from './address.ts';
import { areEqualNumbers, comparable } from './number.ts';
import { fitsWildcard, type Wildcard } from './wildcard.ts';

/** What a leaf of an event can be. */
export type Scalar = string | number | boolean | null;

/** End of a numeric range. */
export interface Bound {
  readonly value: number;
  readonly inclusive: boolean;
}

/** One entry of a pattern's list: what a value must be. */
export type ValueTest =
  | { readonly kind: 'equals'; readonly value: Scalar }
  | { readonly kind: 'equals-ignore-case'; readonly text: string }
  | { readonly kind: 'prefix' | 'suffix'; readonly text: string; readonly ignoreCase: boolean }
  | { readonly kind: 'wildcard'; readonly wildcard: Wildcard }
  | { readonly kind: 'numeric'; readonly above?: Bound; readonly below?: Bound }
  | { readonly kind: 'cidr'; readonly range: AddressRange }
  | { readonly kind: 'exists'; readonly exists: boolean }
  | { readonly kind: 'anything-but'; readonly tests: readonly ValueTest[] };

/** Whether a leaf that is there passes. */
export function passes(test: ValueTest, leaf: Scalar): boolean {
  switch (test.kind) {
    case 'equals':
      return areEqual(test.value, leaf);
    case 'equals-ignore-case':
      return typeof leaf === 'string' && leaf.toLowerCase() === test.text.toLowerCase();
    case 'prefix':
      return typeof leaf === 'string' && cased(test, leaf).startsWith(cased(test, test.text));
    case 'suffix':
      return typeof leaf === 'string' && cased(test, leaf).endsWith(cased(test, test.text));
    case 'wildcard':
      return typeof leaf === 'string' && fitsWildcard(test.wildcard, leaf);
    case 'numeric':
      return typeof leaf === 'number' && isWithin(leaf, test.above, test.below);
    case 'cidr':
      return typeof leaf === 'string' && isInRange(leaf, test.range);
    case 'exists':
      return test.exists;
    case 'anything-but':
      return !test.tests.some((unwanted) => passes(unwanted, leaf));
    default:
      return assertNever(test);
  }
}

export function acceptsAbsence(tests: readonly ValueTest[]): boolean {
  return tests.some((test) => test.kind === 'exists' && !test.exists);
}

export function isScalar(value: JsonValue): value is Scalar {
  return value === null || typeof value !== 'object';
}

/** Two spellings of one address are equal to EventBridge. */
function areEqual(wanted: Scalar, leaf: Scalar): boolean {
  if (typeof wanted === 'number' && typeof leaf === 'number') return areEqualNumbers(wanted, leaf);
  if (wanted === leaf || typeof wanted !== 'string' || typeof leaf !== 'string') return wanted === leaf;
  const [one, other] = [addressOf(wanted), addressOf(leaf)];
  return one !== undefined && one.bits === other?.bits && one.value === other.value;
}

function cased({ ignoreCase }: { readonly ignoreCase: boolean }, text: string): string {
  return ignoreCase ? text.toLowerCase() : text;
}

function isWithin(leaf: number, above: Bound | undefined, below: Bound | undefined): boolean {
  const value = comparable(leaf);
  if (value === undefined) return false;
  const low = above && comparable(above.value);
  const high = below && comparable(below.value);
  if (low !== undefined && (above?.inclusive === true ? value < low : value <= low)) return false;
  return high === undefined || (below?.inclusive === true ? value <= high : value < high);
}

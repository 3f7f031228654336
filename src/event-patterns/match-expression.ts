import type { JsonObject, JsonValue } from '../platform/index.ts';
import type { ValueTest } from './value-test.ts';

export type Parsed = { readonly test: ValueTest } | { readonly fault: string };

/** The only key of a match expression. */
export function soleKey(
  written: JsonObject,
  none: string,
  many: string,
): { readonly key: string; readonly value: JsonValue } | { readonly fault: string } {
  const [first, ...more] = Object.entries(written);
  if (!first) return { fault: none };
  return more.length > 0 ? { fault: many } : { key: first[0], value: first[1] };
}

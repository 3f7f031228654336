import type { Fact } from '../sighting.ts';

/** What came of a deed. What may yet be done by trying again is thrown. */
export type DeedOutcome =
  | { readonly kind: 'done'; readonly says: string; readonly facts?: readonly Fact[] }
  /** Somebody reads why. */
  | { readonly kind: 'failed'; readonly because: string };

export function done(says: string, facts?: readonly Fact[]): DeedOutcome {
  return { kind: 'done', says, ...(facts && { facts }) };
}

/** What came of the same deed on several keys: failed where it failed on any, with what was done to the others. Pure. */
export function together(outcomes: readonly DeedOutcome[]): DeedOutcome {
  const [first] = outcomes;
  if (!first) return failed('There was no key to do it to.');
  if (outcomes.length === 1) return first;
  const words = outcomes.map((one) => (one.kind === 'done' ? one.says : one.because));
  const all = [...new Set(words)].join('\n');
  // Lines of a card have one name each: they are of the first key.
  return outcomes.every(({ kind }) => kind === 'done')
    ? done(all, first.kind === 'done' ? first.facts : undefined)
    : failed(all);
}

export function failed(because: string): DeedOutcome {
  return { kind: 'failed', because };
}

import type { Fact } from '../sighting.ts';

/** What came of a deed. What may yet be done by trying again is thrown. */
export type DeedOutcome =
  | { readonly kind: 'done'; readonly says: string; readonly facts?: readonly Fact[] }
  /** Somebody reads why. */
  | { readonly kind: 'failed'; readonly because: string };

export function done(says: string, facts?: readonly Fact[]): DeedOutcome {
  return { kind: 'done', says, ...(facts && { facts }) };
}

export function failed(because: string): DeedOutcome {
  return { kind: 'failed', because };
}

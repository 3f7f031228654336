import type { Fact } from '../sighting.ts';

/** What came of a deed. */
export type DeedOutcome =
  | { readonly kind: 'done'; readonly says: string; readonly facts?: readonly Fact[] }
  /** It will not be done by trying again; somebody reads why. */
  | { readonly kind: 'failed'; readonly because: string }
  /** Not now: it is tried again, so soon at the earliest. */
  | { readonly kind: 'passing'; readonly because: string; readonly afterSeconds: number };

export function done(says: string, facts?: readonly Fact[]): DeedOutcome {
  return { kind: 'done', says, ...(facts && { facts }) };
}

export function failed(because: string): DeedOutcome {
  return { kind: 'failed', because };
}

export function passing(because: string, afterSeconds: number): DeedOutcome {
  return { kind: 'passing', because, afterSeconds };
}

import type { JsonObject } from '../platform/index.ts';
import type { Approval, TokenState } from './approval.ts';
import { changed } from './changed.ts';
import { withDue, withoutDue } from './due.ts';
import type { Happening } from './happening.ts';
import type { Change } from './store.ts';

type TokenHappening = Extract<Happening, { kind: 'token-returned' | 'token-too-late' | 'token-failed' }>;

/** Where the token ended; it ends once. */
export function tokenSettled(approval: Approval, happening: TokenHappening, now: number): Change | undefined {
  if (approval.token.kind !== 'waiting') return undefined;
  const token = stateOf(happening, now);
  const due = withDue(withoutDue(approval.due, 'return'), 'show', now);
  const detail: JsonObject =
    happening.kind === 'token-returned' ? { proof: happening.proof } : { because: happening.because };
  return changed(approval, { ...approval, token, due }, now, { what: happening.kind, detail });
}

function stateOf(happening: TokenHappening, at: number): TokenState {
  switch (happening.kind) {
    case 'token-returned':
      return { kind: 'returned', at, proof: happening.proof };
    case 'token-too-late':
      return { kind: 'too-late', at, because: happening.because };
    case 'token-failed':
      return { kind: 'failed', at, because: happening.because };
  }
}

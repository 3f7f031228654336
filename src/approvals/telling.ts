import type { UserId } from '../access/index.ts';
import type { Approval } from './approval.ts';
import { withDue } from './due.ts';

/** Something that people are still to be told about an approval, once each. */
export type Telling =
  /** A level after the first is asked: one reply in the card's thread. */
  | { readonly kind: 'level'; readonly key: string; readonly level: number }
  /** Nobody decided for a while: those who are needed are called in the thread. */
  | { readonly kind: 'reminder'; readonly key: string; readonly level: number }
  /** More people may decide: they are called in the thread, once. */
  | { readonly kind: 'escalation'; readonly key: string; readonly level: number; readonly to: string }
  /** `notify: dm`: comes down to a message to each of the level's people. */
  | { readonly kind: 'direct'; readonly key: string; readonly level: number }
  | { readonly kind: 'direct-to'; readonly key: string; readonly to: UserId }
  /** The requester approved their own request: said in the thread and in the channel. */
  | { readonly kind: 'break-glass'; readonly key: string; readonly by: UserId; readonly reason?: string };

/** Adds what is to be told; one of a key is told once. */
export function withTelling<A extends Approval>(
  approval: A,
  now: number,
  ...tellings: readonly Telling[]
): A {
  const known = new Set((approval.tellings ?? []).map(({ key }) => key));
  const fresh = tellings.filter(({ key }) => !known.has(key));
  if (fresh.length === 0) return approval;
  return {
    ...approval,
    tellings: [...(approval.tellings ?? []), ...fresh],
    due: withDue(approval.due, 'tell', now),
  };
}

/** Those of a level who have said what they think of it: no reply mentions them again. */
export function haveDecided({ decisions, level }: Approval): ReadonlySet<UserId> {
  return new Set(decisions.filter((decision) => decision.level === level).map(({ approver }) => approver));
}

import type { Approval, DueKind } from '../approvals/index.ts';
import { delayBefore, type Backoff } from '../platform/index.ts';
import type { Passing } from './ports.ts';

/** How often this due thing was tried in vain. */
export function attemptOf(approval: Approval, kind: DueKind): number {
  return approval.due.find((due) => due.kind === kind)?.attempt ?? 0;
}

/** How long to wait after so many tries in vain, ms: as Slack says, or by the rhythm where it does not. */
export function waitAfter({ retryAfterSeconds }: Passing, attempt: number, rhythm: Backoff): number {
  return retryAfterSeconds === undefined ? delayBefore(attempt + 1, rhythm) : retryAfterSeconds * 1000;
}

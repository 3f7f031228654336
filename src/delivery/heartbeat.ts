import type { Approval, Happening } from '../approvals/index.ts';
import { assertNever, delayBefore, messageOf, type Clock, type Logger } from '../platform/index.ts';
import type { TaskCallbacks } from './ports.ts';
import type { Records } from './records.ts';
import { attemptOf } from './tries.ts';

/** Heartbeats are urgent: AWS counts on. */
const passing = { firstMs: 500, factor: 2, atMostMs: 10_000 };
/** Somebody must mend a permission or a key first. */
const mendedMs = 60_000;

/** Tells Step Functions that people still think about it: a task without heartbeats is taken from us. */
export async function heartbeat(
  approval: Approval,
  needs: { records: Records; callbacks: TaskCallbacks; clock: Clock; log: Logger },
): Promise<Happening> {
  const { records, callbacks, clock, log } = needs;
  const later = (waitMs: number): Happening => ({
    kind: 'put-off',
    due: 'heartbeat',
    until: clock.now() + waitMs,
  });
  let token: string | undefined;
  try {
    token = records.token(approval);
  } catch (error) {
    log.error({ approvalId: approval.id, because: messageOf(error) }, 'no heartbeat: token not decrypted');
  }
  if (token === undefined) return later(mendedMs);
  const answer = await callbacks.heartbeat(token, approval);
  switch (answer.kind) {
    case 'done':
      return { kind: 'heartbeat-sent' };
    case 'closed':
      log.info({ approvalId: approval.id, code: answer.code }, 'task over: no heartbeat taken any more');
      return {
        kind: 'task-over',
        because:
          'The workflow stopped waiting for this task: its time, or that between two heartbeats, was over.',
      };
    case 'invalid-token':
    case 'invalid-output':
    case 'denied':
      log.error({ approvalId: approval.id, because: answer.because }, 'heartbeat not accepted');
      return later(mendedMs);
    case 'passing': {
      const attempt = attemptOf(approval, 'heartbeat');
      log.warn({ approvalId: approval.id, because: answer.because }, 'heartbeat not accepted yet');
      return later(delayBefore(attempt + 1, passing));
    }
    default:
      return assertNever(answer);
  }
}

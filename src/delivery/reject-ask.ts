import type { Approval, Happening } from '../approvals/index.ts';
import { delayBefore, messageOf, type Clock, type Logger } from '../platform/index.ts';
import type { DeadLetters } from './ports.ts';
import type { Records } from './records.ts';
import { attemptOf } from './tries.ts';

const passing = { firstMs: 1_000, factor: 2, atMostMs: 60_000 };

/** Sends the message of an ask that nobody can decide to the dead-letter queue, as it came, with the reason. */
export async function rejectAsk(
  approval: Approval,
  needs: { records: Records; deadLetters: DeadLetters; clock: Clock; log: Logger },
): Promise<Happening> {
  const { records, deadLetters, clock, log } = needs;
  const because = approval.status === 'cancelled' ? approval.because : 'nobody can decide this ask';
  try {
    const body = records.original(approval);
    const { queueUrl } = approval.ask;
    if (body !== undefined && queueUrl !== undefined) await deadLetters.put({ queueUrl, body, because });
    log.warn({ approvalId: approval.id, because }, 'ask rejected');
    return { kind: 'ask-rejected' };
  } catch (error) {
    const attempt = attemptOf(approval, 'reject');
    log.error({ approvalId: approval.id, because: messageOf(error) }, 'ask not dead-lettered yet');
    return { kind: 'put-off', due: 'reject', until: clock.now() + delayBefore(attempt + 1, passing) };
  }
}

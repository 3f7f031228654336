import type { Approval, Happening } from '../approvals/index.ts';
import { assertNever, delayBefore, messageOf, type Clock, type Logger } from '../platform/index.ts';
import type { Prover } from './ports.ts';

/** A fresh execution appears in lists within seconds; eight tries in this rhythm span more than a minute. */
const rhythm = { firstMs: 500, factor: 2, atMostMs: 20_000 };
const lastAttempt = 8;

/** Who started an execution with Signalbox; the start log knows. */
export type StartedBy = (executionArn: string) => Promise<string | undefined>;

/** Proves the execution behind an ask from its own history, and learns its deadline there. */
export async function verify(
  approval: Approval,
  needs: { prover: Prover; startedBy: StartedBy; clock: Clock; log: Logger },
): Promise<Happening> {
  const { prover, startedBy, clock, log } = needs;
  const attempt = approval.due.find((due) => due.kind === 'verify')?.attempt ?? 0;
  const later: Happening = {
    kind: 'put-off',
    due: 'verify',
    until: clock.now() + delayBefore(attempt + 1, rhythm, () => 1),
  };
  let located: Awaited<ReturnType<Prover['locate']>>;
  try {
    located = await prover.locate(approval);
  } catch (error) {
    // Being unable to look is no verdict: tried again for as long as it takes.
    log.warn({ approvalId: approval.id, because: messageOf(error) }, 'ask not verified yet');
    return later;
  }
  switch (located.kind) {
    case 'found': {
      const { provenance, timeoutSeconds, startedAt } = located;
      const starter = await startedBy(provenance.executionArn);
      log.info({ approvalId: approval.id, executionArn: provenance.executionArn }, 'ask verified');
      return {
        kind: 'verified',
        provenance,
        expiresAt: timeoutSeconds === null ? null : startedAt + timeoutSeconds * 1000,
        ...(starter !== undefined && { startedBy: starter }),
      };
    }
    case 'not-yet':
      if (attempt + 1 < lastAttempt) return later;
      return {
        kind: 'unproven',
        because: `no running execution of ${approval.gate.for.join(', ')} waits with this task; it may have ended, or another machine asked`,
      };
    case 'wrong':
      log.warn({ approvalId: approval.id, because: located.because }, 'ask refused');
      return { kind: 'unproven', because: located.because };
    default:
      return assertNever(located);
  }
}

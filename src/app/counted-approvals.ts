import type { Approvals, PressOutcome } from '../approvals/index.ts';
import type { Metrics } from '../http/index.ts';

/** The same approvals; what becomes of presses is counted. */
export function countedApprovals(
  approvals: Approvals,
  metrics: Pick<Metrics, 'decided' | 'refused'>,
): Approvals {
  const counted = async (pressing: Promise<PressOutcome>): Promise<PressOutcome> => {
    const outcome = await pressing;
    if (outcome.kind === 'refused') metrics.refused(outcome.code);
    if (outcome.kind === 'accepted') {
      const { approval } = outcome;
      if (approval.status === 'approved' || approval.status === 'rejected')
        metrics.decided(approval.status, (approval.closedAt - approval.ask.askedAt) / 1_000);
    }
    return outcome;
  };
  return {
    ...approvals,
    press: (press) => counted(approvals.press(press)),
    submit: (submission) => counted(approvals.submit(submission)),
    withdraw: (press) => counted(approvals.withdraw(press)),
  };
}

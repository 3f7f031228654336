import type { Sent } from '../delivery/index.ts';
import type { Approval, Approved, Cancelled, Rejected } from './approval.ts';
import { fillOutput } from './output-template.ts';

/** SendTaskFailure takes 256 characters of error and 32,768 of cause. https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html */
const longestError = 256;
const longestCause = 32_768;

/** What the workflow is told: what the gate's `output` says, else the default answer; nothing where nobody decided. Pure. */
export function answerOf(approval: Approval): Sent | undefined {
  switch (approval.status) {
    case 'approved':
      return approvedAnswer(approval);
    case 'rejected':
      return rejectedAnswer(approval);
    case 'cancelled':
      return approval.withdrawn && withdrawnAnswer(approval.withdrawn);
    case 'pending':
    case 'expired':
      return undefined;
  }
}

function withdrawnAnswer({ by, decisionId }: NonNullable<Cancelled['withdrawn']>): Sent {
  const cause = `Withdrawn in Slack by ${by}, who had asked for it (decision ${decisionId}).`;
  return { kind: 'failure', error: 'Cancelled', cause, decisionId };
}

function approvedAnswer(approval: Approved): Sent {
  const { gate, decisionId } = approval;
  const form = approval.decisions.at(-1)?.form ?? {};
  const own = gate.output.approve;
  const output =
    own === undefined ? standard(approval) : JSON.stringify(fillOutput(own, { form, decision: 'approved' }));
  return { kind: 'success', output, decisionId };
}

function rejectedAnswer(approval: Rejected): Sent {
  const { gate, decisionId } = approval;
  if (gate.onReject === 'return') return { kind: 'success', output: standard(approval), decisionId };
  const reject = gate.output.reject ?? { error: 'Rejected', cause: rejectionInWords(approval) };
  return {
    kind: 'failure',
    error: reject.error.slice(0, longestError),
    cause: reject.cause.slice(0, longestCause),
    decisionId,
  };
}

function standard(approval: Approved | Rejected): string {
  return JSON.stringify({
    decision: approval.status,
    decisionId: approval.decisionId,
    by: approval.decisions.map((decision) => decision.approver),
    at: new Date(approval.closedAt).toISOString(),
    reason: lastReason(approval) ?? null,
    form: approval.decisions.at(-1)?.form ?? null,
  });
}

function lastReason(approval: Approved | Rejected): string | undefined {
  return approval.decisions.findLast((decision) => decision.reason !== undefined)?.reason;
}

function rejectionInWords(approval: Rejected): string {
  const last = approval.decisions.at(-1);
  const by = last?.approver ?? 'somebody';
  const where = last?.identity ? 'on the command line' : 'in Slack';
  const reason = lastReason(approval);
  return `Rejected ${where} by ${by}${reason === undefined ? '' : `: ${reason}`} (decision ${approval.decisionId}).`;
}

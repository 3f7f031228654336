import type { Sent } from '../delivery/index.ts';
import type { Approved, Rejected } from './approval.ts';

/** SendTaskFailure takes 256 characters of error and 32,768 of cause. https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html */
const longestError = 256;
const longestCause = 32_768;

/** What the workflow is told about a decision: what the gate's `output` says, else the default answer. Pure. */
export function answerOf(approval: Approved | Rejected): Sent {
  const { gate, decisionId, status } = approval;
  const standard = JSON.stringify({
    decision: status,
    decisionId,
    by: approval.decisions.map((decision) => decision.approver),
    at: new Date(approval.closedAt).toISOString(),
    reason: lastReason(approval) ?? null,
    form: approval.decisions.at(-1)?.form ?? null,
  });
  if (status === 'approved') {
    const output = gate.output.approve === undefined ? standard : JSON.stringify(gate.output.approve);
    return { kind: 'success', output, decisionId };
  }
  if (gate.onReject === 'return') return { kind: 'success', output: standard, decisionId };
  const reject = gate.output.reject ?? { error: 'Rejected', cause: rejectionInWords(approval) };
  return {
    kind: 'failure',
    error: reject.error.slice(0, longestError),
    cause: reject.cause.slice(0, longestCause),
    decisionId,
  };
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

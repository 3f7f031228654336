import { setTimeout as sleep } from 'node:timers/promises';
import type { Approval, ApprovalId } from '../approvals/index.ts';

/** How long the command waits for the running bot, which looks every second. */
const patienceMs = 10_000;
const lookEveryMs = 200;

/** What became of a decision that was just recorded, as far as that can be seen in {@link patienceMs}. */
export async function aftermath(
  approval: Approval,
  ledger: { get(id: ApprovalId): Promise<Approval | undefined> },
): Promise<string> {
  if (approval.status === 'pending') return stillOpen(approval);
  let latest: Approval = approval;
  for (let waited = 0; waited < patienceMs && latest.token.kind === 'waiting'; waited += lookEveryMs) {
    // The clock's own timers do not keep a process alive, and nothing else does here.
    await sleep(lookEveryMs);
    latest = (await ledger.get(approval.id)) ?? latest;
  }
  return tokenInWords(latest);
}

/** Pure. */
export function tokenInWords(approval: Approval): string {
  const { token, status, gate } = approval;
  switch (token.kind) {
    case 'returned':
      if (status === 'approved') return 'The workflow was told, and goes on.';
      return gate.onReject === 'return'
        ? 'The workflow was told, and goes on with the rejection.'
        : 'The workflow was told, and its task failed.';
    case 'too-late':
      return `It came too late for the workflow: ${token.because}`;
    case 'failed':
      return `The workflow could not be told: ${token.because}`;
    case 'waiting': {
      const tried = approval.due.some(({ kind, attempt }) => kind === 'return' && attempt > 0);
      return tried
        ? 'AWS has not taken the answer yet: the bot tries again, and the card says what comes of it.'
        : 'No bot took this up within 10 s: none seems to run on these records. Nothing is lost: the next bot that starts tells the workflow.';
    }
  }
}

function stillOpen({ decisions, level, gate }: Approval): string {
  const agreed = new Set(
    decisions
      .filter((decision) => decision.level === level && decision.verdict === 'approve')
      .map(({ approver }) => approver),
  ).size;
  const asked = gate.levels[level];
  return agreed === 0
    ? `It is still open: level "${asked?.name ?? ''}" is asked now.`
    : `It is still open: ${String(agreed)} agreed so far, and more must.`;
}

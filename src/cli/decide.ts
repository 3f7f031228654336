import type { Approval, Verdict } from '../approvals/index.ts';
import { fillTemplate, type JsonObject } from '../platform/index.ts';
import { aftermath } from './aftermath.ts';
import { approvalsAt, atDesk, callerAt } from './desk.ts';
import { print, shown } from './output.ts';

/** `signalbox decide ID approve|reject`. Throws where nothing was recorded, with the sentence that says why. */
export async function decide(
  approvalId: string,
  verdict: Verdict,
  { reason, form }: { readonly reason?: string; readonly form?: JsonObject },
): Promise<void> {
  await atDesk(async (desk) => {
    const caller = await callerAt(desk);
    const { person, arn, from } = caller;
    const outcome = await approvalsAt(desk, caller).submit({
      approvalId,
      who: person.id,
      verdict,
      via: 'cli',
      identity: { arn, standingFrom: from },
      ...(reason !== undefined && { reason }),
      ...(form && { form }),
    });
    switch (outcome.kind) {
      case 'accepted':
        print(recorded(outcome.approval, verdict, `${person.name} (${person.id}), ${arn}`));
        if (from === 'signalbox.yaml')
          print('Slack did not answer: your standing and e-mail address are those of signalbox.yaml.');
        print(await aftermath(outcome.approval, desk.ledger));
        return;
      case 'closed':
      case 'refused':
        throw new Error(shown(outcome.sentence));
      case 'words-wanted':
        throw new Error('Nothing was decided: this gate wants words. Say them with --reason.');
    }
  });
}

function recorded(approval: Approval, verdict: Verdict, by: string): string {
  const title = shown(fillTemplate(approval.gate.title, approval.ask.input));
  return `Recorded: ${verdict === 'approve' ? 'approved' : 'rejected'} "${title}" (${approval.id}) as ${shown(by)}.`;
}

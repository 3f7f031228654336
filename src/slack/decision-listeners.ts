import type { App, BlockButtonAction } from '@slack/bolt';
import type { Limits } from '../access/index.ts';
import {
  taskPlaceOf,
  type Approvals,
  type CardRef,
  type PressOutcome,
  type Verdict,
} from '../approvals/index.ts';
import type { Logger } from '../platform/index.ts';
import { acked } from './acked.ts';
import { approveAction, rejectAction, withdrawAction } from './card-buttons.ts';
import {
  confirmAction,
  confirmBlock,
  decisionCallback,
  decisionModal,
  parseContext,
  reasonAction,
  reasonBlock,
} from './decision-modal.ts';
import { formValues } from './form-blocks.ts';
import { openModal } from './open-modal.ts';
import type { PrivateWords } from './private-words.ts';
import type { Where } from './where.ts';

/** What somebody is told whose modal Slack did not open. */
export const notOpened = 'Slack did not open the form in time. Nothing was decided: press the button again.';

const verdicts: Readonly<Record<string, Verdict>> = { [approveAction]: 'approve', [rejectAction]: 'reject' };

/** The buttons of a card and the modal behind them. */
export function listenForDecisions(
  app: App,
  needs: { approvals: Approvals; limits: Limits; where: Where; tell: PrivateWords; log: Logger },
): void {
  const { approvals, limits, where, tell, log } = needs;

  app.action<BlockButtonAction>(/^approval\.(approve|reject)$/, async ({ ack, body, action, client }) => {
    await acked(log, ack);
    const { user } = body;
    const on = placeOf(body);
    const { channel } = on;
    if (await isTooMuch({ user: user.id, channel })) return;
    const verdict = verdicts[action.action_id] ?? 'reject';
    const approvalId = action.value ?? '';
    const outcome = await approvals.press({
      approvalId,
      who: user.id,
      verdict,
      on,
      via: 'slack',
    });
    if (outcome.kind === 'words-wanted') {
      const context = { approvalId, verdict, channel };
      const there = where(taskPlaceOf(outcome.approval));
      const view = decisionModal(outcome.approval, context, outcome, there);
      await openModal(
        { client, tell, log },
        { triggerId: body.trigger_id, user: user.id, channel },
        view,
        notOpened,
      );
    } else await say(outcome, { user: user.id, channel });
  });

  app.action<BlockButtonAction>(withdrawAction, async ({ ack, body, action }) => {
    await acked(log, ack);
    const on = placeOf(body);
    const who = body.user.id;
    if (await isTooMuch({ user: who, channel: on.channel })) return;
    const outcome = await approvals.withdraw({ approvalId: action.value ?? '', who, on, via: 'slack' });
    await say(outcome, { user: who, channel: on.channel });
  });

  app.view(decisionCallback, async ({ ack, body, view }) => {
    const context = parseContext(view.private_metadata);
    const reason = view.state.values[reasonBlock]?.[reasonAction]?.value ?? undefined;
    const confirmed = (view.state.values[confirmBlock]?.[confirmAction]?.selected_options ?? []).length > 0;
    if (!context) {
      await acked(log, ack);
      return;
    }
    const { approvalId, verdict, channel } = context;
    const fields = (await approvals.get(approvalId))?.gate.formFields;
    const form = verdict === 'approve' && fields ? formValues(fields, view.state.values) : undefined;
    const submission = {
      approvalId,
      who: body.user.id,
      verdict,
      via: 'slack' as const,
      ...(reason !== undefined && { reason }),
      ...(form && { form }),
      ...(confirmed && { confirmed }),
    };
    // Nothing slower than the store stands before this acknowledgement.
    const errors = await approvals.missing(submission);
    if (Object.keys(errors).length > 0) {
      await acked(log, () => ack({ response_action: 'errors', errors }));
      return;
    }
    await acked(log, ack);
    await say(await approvals.submit(submission), { user: body.user.id, channel });
  });

  /** A press that is not looked at is told too: nobody believes that they decided. */
  const isTooMuch = async (to: { user: string; channel: string }): Promise<boolean> => {
    const tooMuch = limits.onPress(to.user);
    if (tooMuch !== undefined) await tell(to, tooMuch);
    return tooMuch !== undefined;
  };

  /** An accepted decision is told by the card; everything else by a private sentence. */
  const say = async (outcome: PressOutcome, to: { user: string; channel: string }) => {
    if (outcome.kind === 'refused') limits.onPressRefused(to.user);
    if (outcome.kind === 'refused' || outcome.kind === 'closed') await tell(to, outcome.sentence);
  };
}

/** The message that a button stood on. */
function placeOf({ channel, container }: BlockButtonAction): CardRef {
  const ts: unknown = container['message_ts'];
  return { channel: channel?.id ?? '', ts: typeof ts === 'string' ? ts : '' };
}

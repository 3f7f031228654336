import type { App, BlockButtonAction, BlockOverflowAction, ViewOutput } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Approval, Approvals, TogetherOutcome, Verdict } from '../approvals/index.ts';
import type { Logger } from '../platform/index.ts';
import { acked } from './acked.ts';
import { batchApproveAction, batchListAction, batchRejectAction, howMany } from './batch-card.ts';
import {
  batchCallback,
  batchList,
  batchModal,
  batchPageAction,
  memberAction,
  parseBatchContext,
  parseListPlace,
  type ListPlace,
} from './batch-modals.ts';
import { notOpened } from './decision-listeners.ts';
import { decisionModal, reasonAction, reasonBlock } from './decision-modal.ts';
import { formValues } from './form-blocks.ts';
import { openModal } from './open-modal.ts';
import type { PrivateWords } from './private-words.ts';

const verdicts: Readonly<Record<string, Verdict>> = {
  [batchApproveAction]: 'approve',
  [batchRejectAction]: 'reject',
};

/** The buttons of a digest card: all at once, or one by one from a list. */
export function listenForBatches(
  app: App,
  needs: { approvals: Approvals; tell: PrivateWords; log: Logger },
): void {
  const { approvals, tell, log } = needs;
  const waitingOf = async (batchId: string): Promise<Approval[]> =>
    (await approvals.ofBatch(batchId)).filter(({ status }) => status === 'pending');

  app.action<BlockButtonAction>(/^batch\.(approve|reject)$/, async ({ ack, body, action, client }) => {
    await acked(log, ack);
    const to = { user: body.user.id, channel: body.channel?.id ?? '' };
    const batchId = action.value ?? '';
    const [first, ...others] = await waitingOf(batchId);
    if (!first) {
      await tell(to, 'Nothing of this waits any more: all of it is decided or over.');
      return;
    }
    const verdict = verdicts[action.action_id] ?? 'reject';
    const askedUntil = Math.max(...[first, ...others].map(({ ask }) => ask.askedAt));
    const view = batchModal([first, ...others], { batchId, verdict, channel: to.channel, askedUntil });
    await openModal({ client, tell, log }, { triggerId: body.trigger_id, ...to }, view, notOpened);
  });

  app.view(batchCallback, async ({ ack, body, view }) => {
    const context = parseBatchContext(view.private_metadata);
    const [first] = context ? await waitingOf(context.batchId) : [];
    if (!context || !first) {
      await acked(log, ack);
      return;
    }
    const { verdict, channel, batchId, askedUntil } = context;
    const who = body.user.id;
    const words = { who, verdict, via: 'slack' as const, ...wordsIn(view, first, verdict) };
    // Nothing slower than the store stands before this acknowledgement.
    const errors = await approvals.missing({ ...words, approvalId: first.id });
    if (Object.keys(errors).length > 0) {
      await acked(log, () => ack({ response_action: 'errors', errors }));
      return;
    }
    await acked(log, ack);
    const outcome = await approvals.submitTogether({ batchId, askedUntil, words });
    await tell({ user: who, channel }, outcomeInWords(outcome, verdict));
  });

  app.action<BlockButtonAction>(batchListAction, async ({ ack, body, action, client }) => {
    await acked(log, ack);
    const channel = body.channel?.id ?? '';
    const place = { batchId: action.value ?? '', channel, page: 0 };
    const view = batchList(await waitingOf(place.batchId), place);
    const to = { user: body.user.id, channel };
    await openModal({ client, tell, log }, { triggerId: body.trigger_id, ...to }, view, notOpened);
  });

  const shown = async (client: WebClient, viewId: string, place: ListPlace) => {
    const view = batchList(await waitingOf(place.batchId), place);
    await client.views.update({ view_id: viewId, view });
  };

  app.action<BlockButtonAction>(batchPageAction, async ({ ack, body, action, client }) => {
    await acked(log, ack);
    const place = parseListPlace(body.view?.private_metadata ?? '');
    if (place && body.view) await shown(client, body.view.id, { ...place, page: Number(action.value) });
  });

  app.action<BlockOverflowAction>(memberAction, async ({ ack, body, action, client }) => {
    await acked(log, ack);
    const place = parseListPlace(body.view?.private_metadata ?? '');
    if (!place || !body.view) return;
    const [verdict, approvalId = ''] = action.selected_option.value.split(':');
    const to = { user: body.user.id, channel: place.channel };
    const press = {
      approvalId,
      who: to.user,
      verdict: verdict === 'approve' ? ('approve' as const) : ('reject' as const),
      via: 'slack' as const,
    };
    const outcome = await approvals.press(press);
    if (outcome.kind === 'words-wanted') {
      const view = decisionModal(outcome.approval, { ...press, channel: place.channel }, outcome);
      await openModal({ client, tell, log }, { triggerId: body.trigger_id, ...to }, view, notOpened, 'push');
      return;
    }
    if (outcome.kind !== 'accepted') await tell(to, outcome.sentence);
    await shown(client, body.view.id, place);
  });
}

function wordsIn(view: ViewOutput, { gate }: Approval, verdict: Verdict) {
  const reason = view.state.values[reasonBlock]?.[reasonAction]?.value ?? undefined;
  const fields = verdict === 'approve' ? gate.formFields : undefined;
  return {
    ...(reason !== undefined && { reason }),
    ...(fields && { form: formValues(fields, view.state.values) }),
  };
}

/** What came of it, for the person who decided; everybody else sees the card. Pure. */
function outcomeInWords({ decided, closed, refused, notTried }: TogetherOutcome, verdict: Verdict): string {
  const done = `You ${verdict === 'approve' ? 'approved' : 'rejected'} ${howMany(decided)}.`;
  const before = closed === 0 ? [] : [`${howMany(closed)} had been decided or were over before.`];
  const not = [...refused].map(([sentence, count]) => `Not ${howMany(count)}: ${sentence}`);
  const left = notTried === 0 ? [] : [`The other ${howMany(notTried)} were not tried.`];
  return [done, ...before, ...not, ...left].join('\n');
}

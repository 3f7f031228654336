import type { KnownBlock, ModalView } from '@slack/types';
import type { Approval, Verdict } from '../approvals/index.ts';
import { isJsonObject, parseJson } from '../platform/index.ts';
import { howMany, titleOf } from './batch-card.ts';
import { reasonInput } from './decision-modal.ts';
import { formBlocks } from './form-blocks.ts';
import { andMore, cut, moment } from './text.ts';

export const batchCallback = 'batch.decision';
export const memberAction = 'batch.member';
export const batchPageAction = /^batch\.page\./;

/** A view holds 100 blocks; a page of the list stays readable on a phone. */
const aPage = 15;
const titlesShown = 10;

/** What the modal of a batch carries through Slack: ids and a moment only. */
export interface BatchContext {
  readonly batchId: string;
  readonly verdict: Verdict;
  readonly channel: string;
  /** Asks until then are meant, ms. */
  readonly askedUntil: number;
}

/** Asks to confirm a verdict for all that wait, with the words that the gate wants. Pure. */
export function batchModal(waiting: readonly [Approval, ...Approval[]], context: BatchContext): ModalView {
  const verb = context.verdict === 'approve' ? 'Approve' : 'Reject';
  const { gate } = waiting[0];
  const titles = waiting.slice(0, titlesShown).map((approval) => `• ${titleOf(approval)}`);
  const rule = gate.reason[context.verdict];
  return {
    type: 'modal',
    callback_id: batchCallback,
    private_metadata: JSON.stringify(context),
    title: { type: 'plain_text', text: `${verb} all` },
    submit: { type: 'plain_text', text: `${verb} ${waiting.length.toLocaleString('en')}` },
    close: { type: 'plain_text', text: 'Back' },
    blocks: [
      text(
        `*${verb} ${howMany(waiting.length)}* that wait now. Each is decided for itself: your rights are checked for each, and each is in the audit.`,
      ),
      text([...titles, ...andMore(titles.length, waiting.length)].join('\n')),
      ...(context.verdict === 'approve' ? formBlocks(gate.formFields ?? []) : []),
      ...(rule === 'none' ? [] : [reasonInput(rule)]),
    ],
  };
}

/** Undefined where the text is not what {@link batchModal} wrote. */
export function parseBatchContext(written: string): BatchContext | undefined {
  const value = parseJson(written);
  if (!isJsonObject(value)) return undefined;
  const { batchId, verdict, channel, askedUntil } = value;
  if (typeof batchId !== 'string' || typeof channel !== 'string' || typeof askedUntil !== 'number')
    return undefined;
  return verdict === 'approve' || verdict === 'reject'
    ? { batchId, verdict, channel, askedUntil }
    : undefined;
}

/** Where somebody is in the list of a batch. */
export interface ListPlace {
  readonly batchId: string;
  readonly channel: string;
  readonly page: number;
}

/** The asks that wait, each with a menu to decide it alone. Pure. */
export function batchList(waiting: readonly Approval[], place: ListPlace): ModalView {
  const pages = Math.max(1, Math.ceil(waiting.length / aPage));
  const page = Math.min(Math.max(place.page, 0), pages - 1);
  const shown = waiting.slice(page * aPage, (page + 1) * aPage);
  const turn = [
    ...(page > 0 ? [turnTo(page - 1, '← Earlier')] : []),
    ...(page < pages - 1 ? [turnTo(page + 1, 'Later →')] : []),
  ];
  const head =
    waiting.length === 0
      ? 'Nothing waits any more.'
      : `*${howMany(waiting.length)}* · page ${String(page + 1)} of ${String(pages)}`;
  return {
    type: 'modal',
    private_metadata: JSON.stringify({ ...place, page }),
    title: { type: 'plain_text', text: 'One by one' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      text(head),
      ...shown.map(line),
      ...(turn.length > 0 ? [{ type: 'actions' as const, elements: turn }] : []),
    ],
  };
}

/** Undefined where the text is not what {@link batchList} wrote. */
export function parseListPlace(written: string): ListPlace | undefined {
  const value = parseJson(written);
  if (!isJsonObject(value)) return undefined;
  const { batchId, channel, page } = value;
  return typeof batchId === 'string' && typeof channel === 'string' && typeof page === 'number'
    ? { batchId, channel, page }
    : undefined;
}

function line(approval: Approval): KnownBlock {
  const { id, expiresAt, gate, provenance } = approval;
  const until = typeof expiresAt === 'number' ? `\nuntil ${moment(expiresAt)}` : '';
  const unproven = provenance.kind === 'verified' ? '' : '\n🔎 not verified yet';
  const words = cut(`${titleOf(approval)}${until}${unproven}`, 3_000);
  if (gate.severity === 'critical') return text(`${words}\n\`signalbox decide ${id} approve\``);
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: words },
    accessory: {
      type: 'overflow',
      action_id: memberAction,
      options: (['approve', 'reject'] as const).map((verdict) => ({
        text: { type: 'plain_text', text: verdict === 'approve' ? 'Approve' : 'Reject' },
        value: `${verdict}:${id}`,
      })),
    },
  };
}

function turnTo(page: number, words: string) {
  return {
    type: 'button' as const,
    action_id: `batch.page.${String(page)}`,
    text: { type: 'plain_text' as const, text: words },
    value: String(page),
  };
}

function text(words: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: cut(words, 3_000) } };
}

import type { KnownBlock, ModalView } from '@slack/types';
import type { Approval, ReasonRule, Verdict } from '../approvals/index.ts';
import { fillTemplate, isJsonObject, parseJson } from '../platform/index.ts';
import { factsOf } from './card-facts.ts';
import { formBlocks } from './form-blocks.ts';
import { foreign } from './text.ts';

export const decisionCallback = 'approval.decision';
export const reasonBlock = 'reason';
export const reasonAction = 'reason';
export const confirmBlock = 'confirm';
export const confirmAction = 'confirm';

/** plain_text_input takes 3000 characters. https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const longestReason = 3_000;

/** What the modal carries through Slack: ids only. */
export interface DecisionContext {
  readonly approvalId: string;
  readonly verdict: Verdict;
  readonly channel: string;
}

/** What the modal asks for. */
export interface Wanted {
  readonly reason: ReasonRule;
  /** A second confirmation of somebody who approves their own request. */
  readonly breakGlass: boolean;
}

/** Asks for words before a decision. Pure. @param where account and Region in words, where there is more than one */
export function decisionModal(
  approval: Approval,
  context: DecisionContext,
  wanted: Wanted,
  where?: string,
): ModalView {
  const title = fillTemplate(approval.gate.title, approval.ask.input);
  const verb = context.verdict === 'approve' ? 'Approve' : 'Reject';
  return {
    type: 'modal',
    callback_id: decisionCallback,
    private_metadata: JSON.stringify(context),
    title: { type: 'plain_text', text: verb },
    submit: { type: 'plain_text', text: verb },
    close: { type: 'plain_text', text: 'Back' },
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: `*${verb}* ${foreign(title, 1_000)}` } },
      // Whoever decides something severe has the facts before their eyes once more.
      ...(approval.gate.severity === 'high'
        ? [{ type: 'section' as const, fields: factsOf(approval, { where }) }]
        : []),
      ...(context.verdict === 'approve' ? formBlocks(approval.gate.formFields ?? []) : []),
      ...(wanted.reason === 'none' ? [] : [reasonInput(wanted.reason)]),
      ...(wanted.breakGlass ? glass : []),
    ],
  };
}

export function reasonInput(reason: ReasonRule): KnownBlock {
  return {
    type: 'input',
    block_id: reasonBlock,
    optional: reason !== 'required',
    label: { type: 'plain_text', text: 'Why?' },
    hint: {
      type: 'plain_text',
      text: 'Everybody who sees the card can read this, and it is kept in the audit.',
    },
    element: {
      type: 'plain_text_input',
      action_id: reasonAction,
      multiline: true,
      max_length: longestReason,
    },
  };
}

const glass: readonly KnownBlock[] = [
  {
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: '🚨 *This is your own request.* Approving it alone breaks the glass: the channel is told, and it is marked for review.',
    },
  },
  {
    type: 'input',
    block_id: confirmBlock,
    label: { type: 'plain_text', text: 'Break the glass' },
    element: {
      type: 'checkboxes',
      action_id: confirmAction,
      options: [
        {
          text: { type: 'plain_text', text: 'I approve my own request, without a second person' },
          value: 'yes',
        },
      ],
    },
  },
];

/** Undefined where the text is not what {@link decisionModal} wrote. */
export function parseContext(text: string): DecisionContext | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value)) return undefined;
  const { approvalId, verdict, channel } = value;
  if (typeof approvalId !== 'string' || typeof channel !== 'string') return undefined;
  return verdict === 'approve' || verdict === 'reject' ? { approvalId, verdict, channel } : undefined;
}

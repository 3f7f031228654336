import type { ModalView } from '@slack/types';
import { fillTemplate, type Approval, type ReasonRule, type Verdict } from '../approvals/index.ts';
import { isJsonObject, parseJson } from '../platform/index.ts';
import { foreign } from './text.ts';

export const decisionCallback = 'approval.decision';
export const reasonBlock = 'reason';
export const reasonAction = 'reason';

/** plain_text_input takes 3000 characters. https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const longestReason = 3_000;

/** What the modal carries through Slack: ids only. */
export interface DecisionContext {
  readonly approvalId: string;
  readonly verdict: Verdict;
  readonly channel: string;
}

/** Asks for words before a decision. Pure. */
export function decisionModal(approval: Approval, context: DecisionContext, reason: ReasonRule): ModalView {
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
      ...(reason === 'none'
        ? []
        : [
            {
              type: 'input' as const,
              block_id: reasonBlock,
              optional: reason !== 'required',
              label: { type: 'plain_text' as const, text: 'Why?' },
              hint: {
                type: 'plain_text' as const,
                text: 'Everybody who sees the card can read this, and it is kept in the audit.',
              },
              element: {
                type: 'plain_text_input' as const,
                action_id: reasonAction,
                multiline: true,
                max_length: longestReason,
              },
            },
          ]),
    ],
  };
}

/** Undefined where the text is not what {@link decisionModal} wrote. */
export function parseContext(text: string): DecisionContext | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value)) return undefined;
  const { approvalId, verdict, channel } = value;
  if (typeof approvalId !== 'string' || typeof channel !== 'string') return undefined;
  return verdict === 'approve' || verdict === 'reject' ? { approvalId, verdict, channel } : undefined;
}

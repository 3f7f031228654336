import type { ModalView } from '@slack/types';
import { isJsonObject, parseJson } from '../../platform/index.ts';
import { foreign } from '../text.ts';

export const abortCallback = 'execution.abort';
export const abortReason = 'reason';

/** Asks to confirm, and why. Pure. */
export function abortModal(about: {
  executionArn: string;
  name: string;
  machine: string;
  channel: string;
  reason: string;
}): ModalView {
  const { executionArn, channel } = about;
  return {
    type: 'modal',
    callback_id: abortCallback,
    private_metadata: JSON.stringify({ executionArn, channel }),
    title: { type: 'plain_text', text: 'Abort execution' },
    submit: { type: 'plain_text', text: 'Abort' },
    close: { type: 'plain_text', text: 'Keep it running' },
    blocks: [
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: `Stop *${foreign(about.machine, 80)}* · ${foreign(about.name, 100)}? It cannot be resumed, only started again.`,
        },
      },
      {
        type: 'input',
        block_id: abortReason,
        label: { type: 'plain_text', text: 'Why?' },
        hint: { type: 'plain_text', text: 'Becomes the cause of the abort in Step Functions.' },
        element: {
          type: 'plain_text_input',
          action_id: abortReason,
          max_length: 1000,
          ...(about.reason !== '' && { initial_value: about.reason.slice(0, 1000) }),
        },
      },
    ],
  };
}

export function parseAbort(text: string): { executionArn: string; channel: string } | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value)) return undefined;
  const { executionArn, channel } = value;
  return typeof executionArn === 'string' && typeof channel === 'string'
    ? { executionArn, channel }
    : undefined;
}

import type { ModalView } from '@slack/types';
import type { Redrivable } from '../../executions/index.ts';
import { isJsonObject, parseJson } from '../../platform/index.ts';
import { andMore, foreign } from '../text.ts';

export const redriveCallback = 'execution.redrive';

/** States named at most. */
const mostStates = 10;

/** Says what will run again, and asks to confirm. Pure. */
export function redriveModal(found: Redrivable, channel: string): ModalView {
  const { execution, machine, again, why } = found;
  const { executionArn, redriveCount: round } = execution;
  const named = again.slice(0, mostStates).map((name) => `*${foreign(name, 80)}*`);
  const states =
    named.length === 0
      ? 'It goes on at the state that failed.'
      : `These run again, and what follows them: ${[...named, ...andMore(named.length, again.length)].join(', ')}.`;
  return {
    type: 'modal',
    callback_id: redriveCallback,
    private_metadata: JSON.stringify({ executionArn, round, channel }),
    title: { type: 'plain_text', text: 'Redrive execution' },
    submit: { type: 'plain_text', text: 'Redrive' },
    close: { type: 'plain_text', text: 'Leave it' },
    blocks: [
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: `Go on with *${foreign(machine, 80)}* · ${foreign(execution.name, 100)}?\n${foreign(why, 700)}\n${states}`,
        },
      },
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            text: 'The same input and the same definition are used; states that succeeded are not run again.',
          },
        ],
      },
    ],
  };
}

export function parseRedrive(
  text: string,
): { executionArn: string; round: number; channel: string } | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value)) return undefined;
  const { executionArn, round, channel } = value;
  return typeof executionArn === 'string' && typeof round === 'number' && typeof channel === 'string'
    ? { executionArn, round, channel }
    : undefined;
}

import type { App, BlockButtonAction } from '@slack/bolt';
import type { Executions } from '../../executions/index.ts';
import type { Logger } from '../../platform/index.ts';
import { acked } from '../acked.ts';
import { historyBlocks, parseHistoryPlace } from '../history-view.ts';
import { refusedReply, type Reply } from '../reply.ts';
import { nameAndRest } from './command-line.ts';
import type { Command } from './command.ts';

export const historyCommand = (executions: Executions): Command => ({
  word: 'history',
  action: 'history',
  usage: '`/workflow history NAME [STATE] [PAGE]` · what happened, newest first, of one state if you name it',
  async answer({ who, rest }) {
    const { name, rest: more } = nameAndRest(rest);
    if (name === '')
      return refusedReply(
        'History of what? `/workflow history NAME`, with a state machine, an execution or its ARN; then a state, and a page.',
      );
    return historyReply(executions, { who, name, ...stateAndPage(more) });
  },
});

/** `Each order 2`: a state, whose name may have blanks, and a page. Pure. */
function stateAndPage(text: string): { state?: string; page: number } {
  const [, words = '', number] = /^(.*?)\s*(\d{1,4})?$/s.exec(text.trim()) ?? [];
  const state = words.replace(/^["'“”‘’]+|["'“”‘’]+$/g, '').trim();
  return { ...(state !== '' && { state }), page: Math.max(1, Number(number ?? 1)) };
}

async function historyReply(
  executions: Executions,
  asked: { who: string; name: string; state?: string; page: number },
): Promise<Reply> {
  const found = await executions.history(asked);
  if (found.kind === 'refused') return refusedReply(found.sentence);
  return { text: `History of ${found.machine}`, blocks: historyBlocks(found) };
}

/** Older and Newer turn the page in place. */
export function listenForHistoryPages(app: App, needs: { executions: Executions; log: Logger }): void {
  app.action<BlockButtonAction>(/^history\.(older|newer)$/, async ({ ack, body, action, respond }) => {
    await acked(needs.log, ack);
    const place = parseHistoryPlace(action.value ?? '');
    if (!place) return;
    const { executionArn, page, state } = place;
    const reply = await historyReply(needs.executions, {
      who: body.user.id,
      name: executionArn,
      page,
      ...(state !== undefined && { state }),
    });
    await respond({ replace_original: true, text: reply.text, blocks: [...reply.blocks] });
  });
}

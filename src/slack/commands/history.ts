import type { App, BlockButtonAction } from '@slack/bolt';
import type { Executions } from '../../executions/index.ts';
import type { Logger } from '../../platform/index.ts';
import { acked } from '../acked.ts';
import { historyBlocks, parseHistoryPlace } from '../history-view.ts';
import { refusedReply, type Reply } from '../reply.ts';
import type { Where } from '../where.ts';
import { nameAndRest } from './command-line.ts';
import type { Command } from './command.ts';

export const historyCommand = (executions: Executions, where: Where): Command => ({
  word: 'history',
  action: 'history',
  usage: '`/workflow history NAME [STATE] [PAGE]` · what happened, newest first, of one state if you name it',
  async answer({ who, rest }) {
    const { name, rest: more } = nameAndRest(rest);
    if (name === '')
      return refusedReply(
        'History of what? `/workflow history NAME`, with a state machine, an execution or its ARN; then a state, and a page.',
      );
    const [first, ...others] = meanings(more);
    let reply = await historyReply({ executions, where }, { who, name, ...first });
    for (const other of others) {
      if (reply.found) break;
      reply = await historyReply({ executions, where }, { who, name, ...other });
    }
    return reply;
  },
});

interface Wanted {
  readonly state?: string;
  readonly page: number;
}

/** `Each order 2` is a state, whose name may have blanks, and a page; or, where there is none, a state of that whole name. Pure. */
function meanings(text: string): readonly [Wanted, ...Wanted[]] {
  const whole = text.trim();
  const state = whole.replace(/^["'“”‘’]+|["'“”‘’]+$/g, '');
  if (state === '') return [{ page: 1 }];
  const [, words = '', number] = /^(.*?)\s*\b([1-9]\d{0,3})$/s.exec(whole) ?? [];
  if (state !== whole || number === undefined) return [{ state, page: 1 }];
  const page = Number(number);
  return words === ''
    ? [{ page }]
    : [
        { state: words, page },
        { state, page: 1 },
      ];
}

async function historyReply(
  { executions, where }: { executions: Executions; where: Where },
  asked: { who: string; name: string; state?: string; page: number },
): Promise<Reply & { readonly found: boolean }> {
  const found = await executions.history(asked);
  if (found.kind === 'refused') return { ...refusedReply(found.sentence), found: false };
  return { found: true, text: `History of ${found.machine}`, blocks: historyBlocks(found, where) };
}

/** Older and Newer turn the page in place. */
export function listenForHistoryPages(
  app: App,
  needs: { executions: Executions; where: Where; log: Logger },
): void {
  app.action<BlockButtonAction>(/^history\.(older|newer)$/, async ({ ack, body, action, respond }) => {
    await acked(needs.log, ack);
    const place = parseHistoryPlace(action.value ?? '');
    if (!place) return;
    const { executionArn, page, state } = place;
    const reply = await historyReply(needs, {
      who: body.user.id,
      name: executionArn,
      page,
      ...(state !== undefined && { state }),
    });
    await respond({ replace_original: true, text: reply.text, blocks: [...reply.blocks] });
  });
}

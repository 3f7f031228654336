import type { Kit, Message } from './api.ts';
import { listOf, wordsOf } from './text-object.ts';

/** Signs with which the first line of a closed card begins. */
const closing = /^(?:✅|⛔|⌛|✖|❌)/u;

/** Whether a message with blocks still asks for something, or tells how that ended. */
export function standing(message: Pick<Message, 'blocks'>): 'open' | 'closed' | undefined {
  if (message.blocks.some((block) => block.type === 'actions')) return 'open';
  const said = message.blocks
    .filter((block) => block.type === 'header' || block.type === 'section')
    .slice(0, 2)
    .map((block) => wordsOf(block['text']));
  return said.some((words) => closing.test(words)) ? 'closed' : undefined;
}

/** More than a line or two of text: it gets a frame and room around it. */
export function isCard(message: Pick<Message, 'blocks'>): boolean {
  return message.blocks.length > 1;
}

export function hasAction(message: Pick<Message, 'blocks'>, actionId: string): boolean {
  return message.blocks.some((block: Kit) =>
    listOf(block['elements']).some((element) => element['action_id'] === actionId),
  );
}

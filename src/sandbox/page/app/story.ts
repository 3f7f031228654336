import type { Message } from './api.ts';
import { hasAction, standing } from './standing.ts';
import { appUser } from './state.ts';

/** How far the promotion story has come, read off the channel: it needs no memory of its own. */
export type Step = 'ask' | 'wait' | 'switch' | 'decide' | 'done';

export const approver = 'U0APPROVER';

/** @param messages of the channel where cards appear, as `me` sees them */
export function stepOf(messages: readonly Message[], me: string, asked: boolean): Step {
  const cards = messages.filter(({ user, ephemeral }) => user === appUser && ephemeral === undefined);
  const last = cards.findLast((message) => standing(message) !== undefined);
  if (last && standing(last) === 'open' && hasAction(last, 'approval.approve'))
    return me === approver ? 'decide' : 'switch';
  if (asked) return 'wait';
  return last ? 'done' : 'ask';
}

import type { Access, Action } from '../../access/index.ts';
import { replyOf } from '../reply.ts';
import type { Command } from './command.ts';

/** Shows only what the person may do. */
export const helpCommand = (access: Access, others: readonly Command[]): Command => ({
  word: 'help',
  usage: '`/workflow help` · this list',
  async answer({ who }) {
    const { rules } = await access.rulesFor(who);
    const allowed = new Set<Action>(rules.flatMap((rule) => rule.allow));
    const open = others.filter(({ action }) => action === undefined || allowed.has(action));
    return replyOf('*What you can do here*', ...open.map(({ usage }) => usage));
  },
});

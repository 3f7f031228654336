import { actionsOpen, type Access } from '../../access/index.ts';
import { escape } from '../text.ts';
import { replyOf } from '../reply.ts';
import type { Command } from './command.ts';

/** Shows only what the person may do. */
export const helpCommand = (access: Access, others: readonly Command[]): Command => ({
  word: 'help',
  usage: '`/workflow help` · this list',
  async answer({ who }) {
    const rights = await access.rightsOf(who);
    const allowed = actionsOpen(rights);
    const open = others.filter(({ action }) => action === undefined || allowed.has(action));
    const { rules, iam } = rights;
    const refused =
      rules.length > 0 && allowed.size === 0 ? iam?.words.find((word) => !word.allowed) : undefined;
    return replyOf(
      '*What you can do here*',
      ...open.map(({ usage }) => usage),
      ...(refused ? [`Rules of signalbox.yaml allow you more, but ${escape(refused.because)}.`] : []),
    );
  },
});

import type { App } from '@slack/bolt';
import type { Logger } from '../../platform/index.ts';
import { acked } from '../acked.ts';
import { lintModal, lintFormCallback, lintFormText, lintResultModal, lintWords } from '../lint-modal.ts';
import type { Modals } from '../modals.ts';
import { packed, refusedReply } from '../reply.ts';
import type { Command } from './command.ts';

export const lintCommand = (modals: Modals): Command => ({
  word: 'lint',
  usage:
    '`/workflow lint` · what is wrong in a definition of a state machine: pasted behind it, or into a box; of an attached file, choose “Lint this definition” from the menu of its message',
  async answer({ rest, triggerId, client }) {
    if (rest !== '') return packed(lintWords(rest));
    const view = Promise.resolve({ kind: 'view' as const, view: lintModal });
    const sentence = await modals.open({ client, triggerId }, view);
    return sentence === undefined ? undefined : refusedReply(sentence);
  },
});

/** The box of `lint`, filled in: it becomes what is wrong. */
export function listenForLint(app: App, log: Logger): void {
  app.view(lintFormCallback, async ({ ack, view }) => {
    const result = lintResultModal(lintWords(lintFormText(view.state.values)));
    await acked(log, () => ack({ response_action: 'update', view: result }));
  });
}

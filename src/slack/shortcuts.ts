import type { App, GlobalShortcut, MessageShortcut, RespondFn } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Executions } from '../executions/index.ts';
import type { Logger } from '../platform/index.ts';
import { acked } from './acked.ts';
import { statusCommand } from './commands/status.ts';
import { executionIn } from './execution-in.ts';
import type { FileTexts } from './file-texts.ts';
import { lintOfMessage } from './lint-shortcut.ts';
import type { Modals } from './modals.ts';
import type { PrivateWords } from './private-words.ts';
import { packed } from './reply.ts';
import type { StartModals } from './starting/start-modals.ts';
import { waitingLines, type LinkTo, type WaitingFor } from './waiting.ts';
import type { Where } from './where.ts';

/** Approvals shown at most, of each kind. */
const shown = 20;

/** The shortcuts of manifest.yml: each leads to what a command does. */
export function listenForShortcuts(
  app: App,
  needs: {
    executions: Executions;
    startModals: StartModals;
    modals: Modals;
    waitingFor: WaitingFor;
    linkTo: LinkTo;
    fileTexts: FileTexts;
    where: Where;
    tell: PrivateWords;
    log: Logger;
  },
): void {
  const { executions, startModals, modals, waitingFor, linkTo, fileTexts, where, tell, log } = needs;

  const globally = (callbackId: string, run: (shortcut: GlobalShortcut) => Promise<string | undefined>) => {
    app.shortcut({ type: 'shortcut', callback_id: callbackId }, async ({ ack, shortcut }) => {
      await acked(log, ack);
      const sentence = await run(shortcut);
      if (sentence !== undefined) await tell({ user: shortcut.user.id }, sentence);
    });
  };
  const onMessage = (
    callbackId: string,
    run: (shortcut: MessageShortcut, respond: RespondFn) => Promise<string | undefined>,
  ) => {
    app.shortcut({ type: 'message_action', callback_id: callbackId }, async ({ ack, shortcut, respond }) => {
      await acked(log, ack);
      const sentence = await run(shortcut, respond);
      const { user, channel } = shortcut;
      if (sentence !== undefined) await tell({ user: user.id, channel: channel.id }, sentence);
    });
  };
  const { client } = app;

  globally('start_workflow', ({ trigger_id: triggerId, user }) =>
    startModals.pick({ client, triggerId }, user.id, {}),
  );
  globally('my_approvals', ({ trigger_id: triggerId, user }) => {
    const view = waitingFor(user.id, { mine: shown, others: shown }).then((waiting) => ({
      kind: 'view' as const,
      view: approvalsModal(waitingLines(waiting, linkTo, where)),
    }));
    return modals.open({ client, triggerId }, view);
  });
  onMessage('start_about_message', ({ trigger_id: triggerId, user, channel, message_ts: ts }) => {
    const link = linkTo({ channel: channel.id, ts });
    if (link === undefined) return Promise.resolve('The link to this message is not known yet. Try again.');
    return startModals.pick({ client, triggerId }, user.id, { channel: channel.id, link });
  });
  onMessage('execution_status', async ({ trigger_id: triggerId, user, channel, message }, respond) => {
    const name = executionIn(message);
    if (name === undefined)
      return 'This message names no execution. `/workflow status NAME` shows one by its name or ARN.';
    const asked = { who: user.id, rest: name, channel: channel.id, triggerId, client };
    const reply = await statusCommand(executions, where).answer(asked);
    if (reply) await respond({ response_type: 'ephemeral', text: reply.text, blocks: [...reply.blocks] });
    return undefined;
  });
  onMessage('lint_definition', ({ trigger_id: triggerId, message }) =>
    modals.open({ client, triggerId }, lintOfMessage(message, fileTexts)),
  );
}

function approvalsModal(lines: readonly string[]): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Approvals' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [...packed(lines).blocks],
  };
}

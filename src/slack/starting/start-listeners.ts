import type { App, BlockStaticSelectAction } from '@slack/bolt';
import type { Executions } from '../../executions/index.ts';
import { messageOf, type Logger } from '../../platform/index.ts';
import { acked } from '../acked.ts';
import type { PrivateWords } from '../private-words.ts';
import { startContext } from './start-context.ts';
import { startFormCallback, startFormInput } from './start-form.ts';
import type { StartModals } from './start-modals.ts';
import { pickAction } from './start-picker.ts';
import { startedLine } from './started-line.ts';

/** The picker and the forms of what is started. */
export function listenForStarts(
  app: App,
  needs: { executions: Executions; startModals: StartModals; tell: PrivateWords; log: Logger },
): void {
  const { executions, startModals, tell, log } = needs;

  app.action<BlockStaticSelectAction>(pickAction, async ({ ack, body, action, client }) => {
    await acked(log, ack);
    if (!body.view) return;
    const context = startContext(body.view.private_metadata);
    await startModals.picked(
      { client, viewId: body.view.id },
      body.user.id,
      action.selected_option.value,
      context,
    );
  });

  app.view(startFormCallback, async ({ ack, body, view, client }) => {
    const context = startContext(view.private_metadata);
    const { name = '', channel } = context;
    const read = startFormInput(executions.workflow(name), context, view.state.values);
    if ('errors' in read) {
      await acked(log, () => ack({ response_action: 'errors', errors: { ...read.errors } }));
      return;
    }
    await acked(log, ack);
    const who = body.user.id;
    const here = channel === undefined ? {} : { channel };
    const started = await executions.start({
      who,
      name,
      ...here,
      inputText: read.inputText,
      // The modal's own id: pressed twice, or sent again, it is the same start.
      requestId: view.id,
      via: 'slack',
    });
    if (started.kind === 'refused') {
      await tell({ user: who, ...here }, started.sentence);
      return;
    }
    const { tellIn, machine, again } = started;
    const privately = `You started ${machine}${again ? ' already' : ''} · execution ${started.name}.`;
    if (tellIn === undefined || again) {
      await tell({ user: who, ...here }, privately);
      return;
    }
    try {
      await client.chat.postMessage({
        channel: tellIn,
        text: startedLine(who, started),
        unfurl_links: false,
        unfurl_media: false,
      });
    } catch (error) {
      log.info({ channel: tellIn, because: messageOf(error) }, 'start not told in the channel');
      await tell({ user: who }, privately);
    }
  });
}

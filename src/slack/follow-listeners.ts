import type { App, BlockButtonAction } from '@slack/bolt';
import type { Executions } from '../executions/index.ts';
import { messageOf, type Logger } from '../platform/index.ts';
import { acked } from './acked.ts';
import { abortModal } from './commands/abort-modal.ts';
import { redriveModal } from './commands/redrive-modal.ts';
import { statusInWords } from './execution-words.ts';
import { abortAction, consoleAction, detailsAction, pictureAction, redriveAction } from './follow-buttons.ts';
import { historyBlocks, historyModal, modalOfWords } from './history-view.ts';
import { openModal } from './open-modal.ts';
import type { PrivateWords } from './private-words.ts';
import { sharePicture } from './share-picture.ts';
import { escape, foreign, person } from './text.ts';
import type { Where } from './where.ts';

const tooLate = 'Slack did not open the form in time. Nothing was done: press the button again.';

const notShared =
  'Slack did not take the picture. Try again in a minute; where it never works, the app may lack the scope files:write (`signalbox doctor` says).';

/** The buttons of a followed execution's card. Rights are checked here, at the press, and once more at the submit. */
export function listenForFollows(
  app: App,
  needs: { executions: Executions; where: Where; tell: PrivateWords; log: Logger },
): void {
  const { executions, where, tell, log } = needs;
  const pressed = ({ user, channel, trigger_id: triggerId }: BlockButtonAction) => ({
    user: user.id,
    channel: channel?.id ?? '',
    triggerId,
  });

  app.action<BlockButtonAction>(abortAction, async ({ ack, body, action, client }) => {
    await acked(log, ack);
    const asked = pressed(body);
    const found = await executions.toAbort({ who: asked.user, name: action.value ?? '' });
    if (found.kind === 'refused') {
      await tell(asked, found.sentence);
      return;
    }
    const { executionArn, name } = found.execution;
    const { machine } = found;
    const view = abortModal({ executionArn, name, machine, channel: asked.channel, reason: '' });
    await openModal({ client, tell, log }, asked, view, tooLate);
  });

  app.action<BlockButtonAction>(redriveAction, async ({ ack, body, action, client }) => {
    await acked(log, ack);
    const asked = pressed(body);
    const found = await executions.toRedrive({ who: asked.user, name: action.value ?? '' });
    if (found.kind === 'refused') await tell(asked, found.sentence);
    else await openModal({ client, tell, log }, asked, redriveModal(found, asked.channel), tooLate);
  });

  app.action<BlockButtonAction>(detailsAction, async ({ ack, body, action, client }) => {
    await acked(log, ack);
    const asked = pressed(body);
    // Only who presses sees a modal, so a refusal may stand in it as well.
    const viewId = await openModal(
      { client, tell, log },
      asked,
      modalOfWords('Reading the history…'),
      tooLate,
    );
    if (viewId === undefined) return;
    const found = await executions.history({ who: asked.user, name: action.value ?? '', page: 1 });
    const view =
      found.kind === 'refused'
        ? modalOfWords(escape(found.sentence))
        : historyModal(historyBlocks({ ...found, older: false }, where));
    await client.views.update({ view_id: viewId, view });
  });

  app.action<BlockButtonAction>(pictureAction, async ({ ack, body, action, client }) => {
    await acked(log, ack);
    const asked = pressed(body);
    const ts: unknown = body.container['message_ts'];
    const found = await executions.picture({ who: asked.user, name: action.value ?? '' });
    if (found.kind === 'refused' || typeof ts !== 'string') {
      await tell(asked, found.kind === 'refused' ? found.sentence : tooLate);
      return;
    }
    const { picture, execution } = found;
    const about = {
      filename: `${execution.name}.png`,
      comment: `${foreign(picture.machine, 80)} ${statusInWords(execution.status)}, as ${person(asked.user)} asked to see it.`,
    };
    try {
      await sharePicture(client, { channel: asked.channel, ts }, picture, about);
    } catch (error) {
      log.warn({ because: messageOf(error), who: asked.user }, 'picture not shared');
      await tell(asked, notShared);
    }
  });

  // Slack tells of a link's button too, and waits for the answer.
  app.action(consoleAction, async ({ ack }) => {
    await acked(log, ack);
  });
}

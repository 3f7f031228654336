import type { App } from '@slack/bolt';
import type { Executions } from '../../executions/index.ts';
import type { Logger } from '../../platform/index.ts';
import { acked } from '../acked.ts';
import type { PrivateWords } from '../private-words.ts';
import { refusedReply } from '../reply.ts';
import { foreign, person } from '../text.ts';
import { announce } from './announce.ts';
import { nameAndRest } from './command-line.ts';
import type { Command } from './command.ts';
import { parseRedrive, redriveCallback, redriveModal } from './redrive-modal.ts';

export const redriveCommand = (executions: Executions): Command => ({
  word: 'redrive',
  action: 'redrive',
  usage: '`/workflow redrive NAME` · go on with an execution where it failed; you are asked to confirm',
  async answer({ who, rest, channel, triggerId, client }) {
    const { name } = nameAndRest(rest);
    if (name === '')
      return refusedReply(
        'Redrive what? `/workflow redrive NAME`, with an execution that failed, timed out or was aborted, or its state machine.',
      );
    const found = await executions.toRedrive({ who, name });
    if (found.kind === 'refused') return refusedReply(found.sentence);
    await client.views.open({ trigger_id: triggerId, view: redriveModal(found, channel) });
    return undefined;
  },
});

/** The modal of `redrive`, confirmed. */
export function listenForRedrives(
  app: App,
  needs: { executions: Executions; tell: PrivateWords; log: Logger },
): void {
  const { executions, tell, log } = needs;
  app.view(redriveCallback, async ({ ack, body, view, client }) => {
    await acked(log, ack);
    const about = parseRedrive(view.private_metadata);
    if (!about) return;
    const { executionArn, round, channel } = about;
    const who = body.user.id;
    const outcome = await executions.redrive({ who, executionArn, round });
    if (outcome.kind === 'refused') {
      await tell({ user: who, channel }, outcome.sentence);
      return;
    }
    const { machine, execution } = outcome;
    const text = `🔁 ${person(who)} redrove *${foreign(machine, 80)}* · ${foreign(execution.name, 100)}`;
    await announce({ client, tell }, { channel, who }, text, `You redrove ${machine} · ${execution.name}.`);
  });
}

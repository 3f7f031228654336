import type { App } from '@slack/bolt';
import type { Executions } from '../../executions/index.ts';
import type { Logger } from '../../platform/index.ts';
import { acked } from '../acked.ts';
import { troubleOf } from '../errors.ts';
import type { PrivateWords } from '../private-words.ts';
import { refusedReply } from '../reply.ts';
import { foreign, person } from '../text.ts';
import { abortCallback, abortModal, abortReason, parseAbort } from './abort-modal.ts';
import { announce } from './announce.ts';
import { nameAndRest } from './command-line.ts';
import type { Command } from './command.ts';

export const abortCommand = (executions: Executions): Command => ({
  word: 'abort',
  action: 'abort',
  usage: '`/workflow abort NAME` · stop an execution; you are asked to confirm and to say why',
  async answer({ who, rest, channel, triggerId, client }) {
    const { name, rest: reason } = nameAndRest(rest);
    if (name === '')
      return refusedReply(
        'Abort what? `/workflow abort NAME`, with an execution or its state machine; you are asked to confirm and to say why.',
      );
    const found = await executions.toAbort({ who, name });
    if (found.kind === 'refused') return refusedReply(found.sentence);
    const { execution, machine } = found;
    const { executionArn } = execution;
    const view = abortModal({ executionArn, name: execution.name, machine, channel, reason });
    try {
      await client.views.open({ trigger_id: triggerId, view });
      return undefined;
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind !== 'refused' || trouble.code !== 'expired_trigger_id') throw error;
      return refusedReply(
        'Nothing was done: looking up what you may do took longer than Slack waits. Send the command again.',
      );
    }
  },
});

/** The modal of `abort`, confirmed. */
export function listenForAborts(
  app: App,
  needs: { executions: Executions; tell: PrivateWords; log: Logger },
): void {
  const { executions, tell, log } = needs;
  app.view(abortCallback, async ({ ack, body, view, client }) => {
    await acked(log, ack);
    const about = parseAbort(view.private_metadata);
    const reason = view.state.values[abortReason]?.[abortReason]?.value ?? '';
    if (!about) return;
    const who = body.user.id;
    const outcome = await executions.abort({ who, executionArn: about.executionArn, reason });
    if (outcome.kind === 'refused') {
      await tell({ user: who, channel: about.channel }, outcome.sentence);
      return;
    }
    const text = `✖️ ${person(who)} aborted *${foreign(outcome.machine, 80)}* · ${foreign(outcome.execution.name, 100)}: ${foreign(reason, 1_000)}`;
    const toThem = `You aborted ${outcome.machine} · ${outcome.execution.name}.`;
    await announce({ client, tell }, { channel: about.channel, who }, text, toThem);
  });
}

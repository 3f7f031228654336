import type { App, RespondFn, SlashCommand } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Access } from '../access/index.ts';
import type { Approvals } from '../approvals/index.ts';
import type { Executions } from '../executions/index.ts';
import { CodedError, StoreUnusable, type Logger } from '../platform/index.ts';
import { abortCallback, abortModal, abortReason, parseAbort } from './abort-modal.ts';
import { acked } from './acked.ts';
import { parseCommandLine, type CommandLine } from './command-line.ts';
import type { PrivateWords } from './private-words.ts';
import {
  approvalsReply,
  helpReply,
  listReply,
  refusedReply,
  startedReply,
  statusReply,
  whoamiReply,
  type Reply,
} from './replies.ts';
import { foreign, person } from './text.ts';

/** Approvals shown by `/workflow approvals`. */
const shownApprovals = 20;

interface Needs {
  readonly approvals: Approvals;
  readonly executions: Executions;
  readonly access: Access;
  readonly tell: PrivateWords;
  readonly log: Logger;
}

/** `/workflow`, and the modal of its `abort`. */
export function listenForCommands(app: App, needs: Needs): void {
  const { executions, tell, log } = needs;

  app.command('/workflow', async ({ ack, command, respond, client }) => {
    await acked(log, ack);
    const line = parseCommandLine(command.text);
    const reply = await replyTo(line, command, client, needs);
    if (reply) await send(respond, reply, line.kind === 'start' && !('refused' in reply));
  });

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
    try {
      await client.chat.postMessage({ channel: about.channel, text, unfurl_links: false });
    } catch {
      // Not in that channel: the person who aborted it still hears of it.
      await tell({ user: who }, `You aborted ${outcome.machine} · ${outcome.execution.name}.`);
    }
  });
}

/** Undefined where a modal answers. */
async function replyTo(
  line: CommandLine,
  command: SlashCommand,
  client: WebClient,
  needs: Needs,
): Promise<(Reply & { refused?: true }) | undefined> {
  const { executions, access, approvals } = needs;
  const who = command.user_id;
  const refused = (sentence: string) => ({ ...refusedReply(sentence), refused: true as const });
  switch (line.kind) {
    case 'unclear':
      return refused(line.sentence);
    case 'start': {
      const started = await executions.start({
        who,
        machine: line.machine,
        inputText: line.inputText,
        requestId: command.trigger_id,
        via: 'slack',
      });
      return started.kind === 'refused' ? refused(started.sentence) : startedReply(started, who);
    }
    case 'status': {
      const status = await executions.status({ who, name: line.name });
      return status.kind === 'refused' ? refused(status.sentence) : statusReply(status);
    }
    case 'abort': {
      const found = await executions.toAbort({ who, name: line.name });
      if (found.kind === 'refused') return refused(found.sentence);
      const { execution, machine } = found;
      const view = abortModal({
        executionArn: execution.executionArn,
        name: execution.name,
        machine,
        channel: command.channel_id,
        reason: line.reason,
      });
      await client.views.open({ trigger_id: command.trigger_id, view });
      return undefined;
    }
    case 'plain':
      break;
  }
  try {
    switch (line.command) {
      case 'list': {
        const listed = await executions.list(who);
        return listed.kind === 'refused' ? refused(listed.sentence) : listReply(listed);
      }
      case 'approvals':
        return await waiting(who, approvals, access);
      case 'whoami':
        return whoamiReply(await access.rulesFor(who));
      case 'help': {
        const { rules } = await access.rulesFor(who);
        return helpReply(new Set<string>(rules.flatMap((rule) => rule.allow)));
      }
    }
  } catch (error) {
    // What is wrong with the store is for whoever runs it: paths and tables are nobody else's.
    if (error instanceof CodedError && !(error instanceof StoreUnusable)) return refused(error.message);
    throw error;
  }
}

/** All that wait for those whom a rule allows `approvals`; for everybody else those that they can decide. */
async function waiting(who: string, approvals: Approvals, access: Access): Promise<Reply> {
  const mine = await approvals.pending({ limit: shownApprovals, forPerson: who });
  const verdict = await access.may(who, 'approvals', '*');
  const all = verdict.allowed ? await approvals.pending({ limit: shownApprovals }) : undefined;
  return approvalsReply(mine, all);
}

async function send(respond: RespondFn, reply: Reply, inChannel: boolean): Promise<void> {
  await respond({
    response_type: inChannel ? 'in_channel' : 'ephemeral',
    text: reply.text,
    blocks: [...reply.blocks],
  });
}

/** What somebody sees whose click or command failed for a reason that is ours. */
export function failureSentence(error: unknown, errorId: string): string {
  if (error instanceof StoreUnusable && !error.perhapsWritten)
    return `Signalbox cannot write its records right now, so nothing was decided. Try again in a few minutes, and give this to whoever runs Signalbox: ${errorId}`;
  return `Something went wrong on Signalbox's side. Look at the card or at /workflow status before you try again, and give this to whoever runs Signalbox: ${errorId}`;
}

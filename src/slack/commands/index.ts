import type { App } from '@slack/bolt';
import type { Access, Limits } from '../../access/index.ts';
import type { Approvals } from '../../approvals/index.ts';
import type { Executions } from '../../executions/index.ts';
import { CodedError, type Logger } from '../../platform/index.ts';
import { acked } from '../acked.ts';
import type { PrivateWords } from '../private-words.ts';
import { refusedReply, type Reply } from '../reply.ts';
import { abortCommand, listenForAborts } from './abort.ts';
import { approvalsCommand } from './approvals.ts';
import { parseCommandLine } from './command-line.ts';
import type { Asked, Command } from './command.ts';
import { helpCommand } from './help.ts';
import { listCommand } from './list.ts';
import { startCommand } from './start.ts';
import { statusCommand } from './status.ts';
import { whoamiCommand } from './whoami.ts';

export interface CommandNeeds {
  readonly approvals: Approvals;
  readonly executions: Executions;
  readonly access: Access;
  readonly limits: Limits;
  readonly tell: PrivateWords;
  readonly log: Logger;
}

/** In the order of `help`. */
function commandsOf({ approvals, executions, access }: CommandNeeds): readonly Command[] {
  const commands = [
    listCommand(executions),
    startCommand(executions),
    statusCommand(executions),
    abortCommand(executions),
    approvalsCommand(approvals, access),
    whoamiCommand(access),
  ];
  return [...commands, helpCommand(access, commands)];
}

/** `/workflow`, and the modals of its commands. */
export function listenForCommands(app: App, needs: CommandNeeds): void {
  const commands = commandsOf(needs);
  const words = commands.map(({ word }) => word);
  const replyTo = async (text: string, asked: Omit<Asked, 'rest'>): Promise<Reply | undefined> => {
    const tooMuch = needs.limits.onCommand(asked.who);
    if (tooMuch !== undefined) return refusedReply(tooMuch);
    const line = parseCommandLine(text, words);
    if (line.kind === 'unclear') return refusedReply(line.sentence);
    const command = commands.find(({ word }) => word === line.word);
    try {
      return await command?.answer({ ...asked, rest: line.rest });
    } catch (error) {
      if (error instanceof CodedError) return refusedReply(error.message);
      throw error;
    }
  };

  app.command('/workflow', async ({ ack, command, respond, client }) => {
    await acked(needs.log, ack);
    const reply = await replyTo(command.text, {
      who: command.user_id,
      channel: command.channel_id,
      triggerId: command.trigger_id,
      client,
    });
    if (reply)
      await respond({
        response_type: reply.inChannel ? 'in_channel' : 'ephemeral',
        text: reply.text,
        blocks: [...reply.blocks],
      });
  });
  listenForAborts(app, needs);
}

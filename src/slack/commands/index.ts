import type { App } from '@slack/bolt';
import type { Access, Limits } from '../../access/index.ts';
import type { Executions, Schedules } from '../../executions/index.ts';
import type { Incidents } from '../../incidents/index.ts';
import { CodedError, StoreUnusable, type Clock, type Logger } from '../../platform/index.ts';
import { acked } from '../acked.ts';
import type { OpenIncidentsOf } from '../incidents/index.ts';
import type { PrivateWords } from '../private-words.ts';
import type { StartModals } from '../starting/start-modals.ts';
import { refusedReply, type Reply } from '../reply.ts';
import { abortCommand, listenForAborts } from './abort.ts';
import type { Modals } from '../modals.ts';
import type { LinkTo, WaitingFor } from '../waiting.ts';
import type { Where } from '../where.ts';
import { approvalsCommand } from './approvals.ts';
import { parseCommandLine } from './command-line.ts';
import type { Asked, Command } from './command.ts';
import { helpCommand } from './help.ts';
import { historyCommand, listenForHistoryPages } from './history.ts';
import { incidentsCommand } from './incidents.ts';
import { lintCommand, listenForLint } from './lint.ts';
import { listCommand } from './list.ts';
import { listenForRedrives, redriveCommand } from './redrive.ts';
import { scheduleCommand } from './schedule.ts';
import { startCommand } from './start.ts';
import { statusCommand } from './status.ts';
import { watchCommand } from './watch.ts';
import { whoamiCommand } from './whoami.ts';

export interface CommandNeeds {
  readonly executions: Executions;
  readonly schedules: Schedules;
  readonly access: Access;
  readonly limits: Limits;
  readonly incidents: Incidents;
  readonly openIncidents: OpenIncidentsOf;
  readonly startModals: StartModals;
  readonly modals: Modals;
  readonly waitingFor: WaitingFor;
  readonly linkTo: LinkTo;
  readonly where: Where;
  readonly tell: PrivateWords;
  readonly clock: Clock;
  readonly log: Logger;
}

/** In the order of `help`. */
function commandsOf(needs: CommandNeeds): readonly Command[] {
  const { executions, schedules, access, startModals, modals, waitingFor, linkTo, where } = needs;
  const commands = [
    listCommand(executions, where),
    startCommand(executions, startModals),
    statusCommand(executions, where),
    historyCommand(executions, where),
    watchCommand(executions),
    abortCommand(executions),
    redriveCommand(executions),
    scheduleCommand(schedules),
    approvalsCommand(waitingFor, linkTo, where),
    incidentsCommand(needs),
    lintCommand(modals),
    whoamiCommand(access),
  ];
  return [...commands, helpCommand(access, commands)];
}

/** What a person types behind `/workflow`, answered; undefined where a modal answers. */
export type Answers = (text: string, asked: Omit<Asked, 'rest'>) => Promise<Reply | undefined>;

export function createAnswers(needs: CommandNeeds): Answers {
  const commands = commandsOf(needs);
  const words = commands.map(({ word }) => word);
  return async (text, asked) => {
    const tooMuch = needs.limits.onCommand(asked.who);
    if (tooMuch !== undefined) return refusedReply(tooMuch);
    const line = parseCommandLine(text, words);
    if (line.kind === 'unclear') return refusedReply(line.sentence);
    const command = commands.find(({ word }) => word === line.word);
    try {
      return await command?.answer({ ...asked, rest: line.rest });
    } catch (error) {
      // What is wrong with the store is for whoever runs it: paths and tables are nobody else's.
      if (error instanceof CodedError && !(error instanceof StoreUnusable))
        return refusedReply(error.message);
      throw error;
    }
  };
}

/** `/workflow`, and the modals of its commands. */
export function listenForCommands(app: App, needs: CommandNeeds): void {
  const replyTo = createAnswers(needs);
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
  listenForRedrives(app, needs);
  listenForHistoryPages(app, needs);
  listenForLint(app, needs.log);
}

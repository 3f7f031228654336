import type { Executions } from '../../executions/index.ts';
import { refusedReply, replyOf } from '../reply.ts';
import { startedLine } from '../starting/started-line.ts';
import type { StartModals } from '../starting/start-modals.ts';
import { nameAndRest } from './command-line.ts';
import type { Command } from './command.ts';

export const startCommand = (executions: Executions, startModals: StartModals): Command => ({
  word: 'start',
  action: 'start',
  usage:
    '`/workflow start` · choose a workflow and fill in its form; `start NAME` opens that form, `start NAME {"input": "as JSON"}` starts at once',
  async answer({ who, rest, channel, triggerId, client }) {
    const { name, rest: inputText } = nameAndRest(rest);
    const at = { client, triggerId };
    if (inputText === '') {
      const sentence =
        name === ''
          ? await startModals.pick(at, who, { channel })
          : await startModals.form(at, who, name, { channel });
      return sentence === undefined ? undefined : refusedReply(sentence);
    }
    const started = await executions.start({
      who,
      name,
      channel,
      inputText,
      requestId: triggerId,
      via: 'slack',
    });
    if (started.kind === 'refused') return refusedReply(started.sentence);
    return { ...replyOf(startedLine(who, started)), inChannel: true };
  },
});

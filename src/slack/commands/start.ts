import type { Executions } from '../../executions/index.ts';
import { refusedReply, replyOf } from '../reply.ts';
import { foreign, person } from '../text.ts';
import { nameAndRest } from './command-line.ts';
import type { Command } from './command.ts';

export const startCommand = (executions: Executions): Command => ({
  word: 'start',
  action: 'start',
  usage: '`/workflow start NAME {"input": "as JSON"}` · start an execution',
  async answer({ who, rest, channel, triggerId }) {
    const { name: wanted, rest: inputText } = nameAndRest(rest);
    if (wanted === '')
      return refusedReply(
        'Start what? `/workflow start NAME {"input": "as JSON"}`; `/workflow list` shows the names.',
      );
    const started = await executions.start({
      who,
      machine: wanted,
      inputText,
      requestId: triggerId,
      via: 'slack',
      channel,
    });
    if (started.kind === 'refused') return refusedReply(started.sentence);
    const { machine, name, again } = started;
    const line = again
      ? `${person(who)} started *${foreign(machine, 80)}* already: execution ${foreign(name, 100)}.`
      : `▶️ ${person(who)} started *${foreign(machine, 80)}* · execution ${foreign(name, 100)}`;
    return { ...replyOf(line), inChannel: true };
  },
});

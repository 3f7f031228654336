import type { Executions } from '../../executions/index.ts';
import { refusedReply, replyOf } from '../reply.ts';
import { foreign } from '../text.ts';
import { nameAndRest } from './command-line.ts';
import type { Command } from './command.ts';

export const watchCommand = (executions: Executions): Command => ({
  word: 'watch',
  action: 'watch',
  usage: '`/workflow watch NAME [stop]` · follow an execution with a live card in this channel',
  async answer({ who, rest, channel }) {
    const { name, rest: more } = nameAndRest(rest);
    if (name === '')
      return refusedReply(
        'Watch what? `/workflow watch NAME`, with a state machine, an execution or its ARN; `/workflow watch NAME stop` ends it.',
      );
    const stop = /^(stop|off|end)$/i.test(more.trim());
    if (!stop && more.trim() !== '')
      return replyOf(
        `Nothing was done: behind the name stands \`stop\` or nothing, not \`${foreign(more.trim(), 100)}\`.`,
      );
    const outcome = stop
      ? await executions.unwatch({ who, name })
      : await executions.watch({ who, name, channel });
    if (outcome.kind === 'refused') return refusedReply(outcome.sentence);
    const which = `*${foreign(outcome.machine, 80)}* · ${foreign(outcome.execution.name, 100)}`;
    if (outcome.kind === 'left') return replyOf(`${which} is no longer watched: its card stays as it is.`);
    const { ref } = outcome.on.card;
    if (ref && ref.channel !== channel) return replyOf(`${which} has its card in <#${ref.channel}> already.`);
    return replyOf(
      ref
        ? `${which} has its card in this channel already.`
        : `${which} is watched: its card comes up in this channel in a moment. If it does not, invite me here.`,
    );
  },
});

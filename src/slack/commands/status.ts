import type { Executions } from '../../executions/index.ts';
import { duration, statusInWords } from '../execution-words.ts';
import { explanationLines } from '../explanation-lines.ts';
import { refusedReply, replyOf } from '../reply.ts';
import { foreign, moment, person } from '../text.ts';
import { whereBehind, type Where } from '../where.ts';
import { nameAndRest } from './command-line.ts';
import type { Command } from './command.ts';

export const statusCommand = (executions: Executions, where: Where): Command => ({
  word: 'status',
  action: 'status',
  usage: '`/workflow status NAME` · how the newest execution stands, or one by its name or ARN',
  async answer({ who, rest }) {
    const { name } = nameAndRest(rest);
    if (name === '')
      return refusedReply(
        'Status of what? `/workflow status NAME`, with a state machine, an execution or its ARN.',
      );
    const found = await executions.status({ who, name });
    if (found.kind === 'refused') return refusedReply(found.sentence);
    const { execution, machine, states, startedBy, explanation } = found;
    const { status, startedAt, stoppedAt, error, cause, output } = execution;
    return replyOf(
      `*${foreign(machine, 80)}* · ${foreign(execution.name, 100)}${whereBehind(where, execution.executionArn)}`,
      `${statusInWords(status)} · started ${moment(startedAt)}${startedBy === undefined ? '' : ` by ${person(startedBy)}`}`,
      ...(stoppedAt === undefined
        ? []
        : [`Ended ${moment(stoppedAt)}, after ${duration(stoppedAt - startedAt)}.`]),
      ...(states.length === 0
        ? []
        : [
            `Now in ${states.map((state) => `*${foreign(state.name, 80)}* (since ${moment(state.since)})`).join(', ')}.`,
          ]),
      ...(explanation
        ? explanationLines(explanation, status === 'RUNNING' ? '⚠️' : '⛔')
        : [
            ...(error === undefined ? [] : [`Error: *${foreign(error, 256)}*`]),
            ...(cause === undefined ? [] : [`Cause: ${foreign(cause, 1_000)}`]),
          ]),
      ...(output === undefined ? [] : [`Output: ${foreign(JSON.stringify(output), 800)}`]),
    );
  },
});

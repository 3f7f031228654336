import type { Executions } from '../../executions/index.ts';
import { statusInWords } from '../execution-words.ts';
import { refusedReply, replyOf } from '../reply.ts';
import { foreign, moment } from '../text.ts';
import { whereBehind, type Where } from '../where.ts';
import type { Command } from './command.ts';

export const listCommand = (executions: Executions, where: Where): Command => ({
  word: 'list',
  action: 'list',
  usage: '`/workflow list [WORD]` · the state machines you may see, or those with that word in their names',
  async answer({ who, rest }) {
    const listed = await executions.list(who);
    if (listed.kind === 'refused') return refusedReply(listed.sentence);
    const word = rest.trim().toLowerCase();
    const machines = listed.machines.filter(({ name }) => name.toLowerCase().includes(word));
    if (word !== '' && machines.length === 0)
      return replyOf(
        `None of the ${String(listed.machines.length)} state machines that you may see has “${foreign(word, 80)}” in its name. \`/workflow list\` shows them.`,
        ...listed.silent.map((sentence) => `⚠️ ${foreign(sentence, 500)}`),
      );
    return replyOf(
      '*State machines*',
      ...machines.map(({ name, arn, running, last }) => {
        const now = running > 0 ? `${String(running)} running` : 'nothing running';
        const before =
          last && last.status !== 'RUNNING'
            ? ` · last ${statusInWords(last.status)} ${moment(last.stoppedAt ?? last.startedAt)}`
            : '';
        return `• *${foreign(name, 80)}*${whereBehind(where, arn)} · ${now}${before}`;
      }),
      ...listed.silent.map((sentence) => `⚠️ ${foreign(sentence, 500)}`),
    );
  },
});

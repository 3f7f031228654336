import type { Executions } from '../../executions/index.ts';
import { statusInWords } from '../execution-words.ts';
import { refusedReply, replyOf } from '../reply.ts';
import { foreign, moment } from '../text.ts';
import { whereBehind, type Where } from '../where.ts';
import type { Command } from './command.ts';

export const listCommand = (executions: Executions, where: Where): Command => ({
  word: 'list',
  action: 'list',
  usage: '`/workflow list` · the state machines you may see',
  async answer({ who }) {
    const listed = await executions.list(who);
    if (listed.kind === 'refused') return refusedReply(listed.sentence);
    return replyOf(
      '*State machines*',
      ...listed.machines.map(({ name, arn, running, last }) => {
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

import type { KnownBlock } from '@slack/types';
import type { Access } from '../access/index.ts';
import { fillTemplate, type Approval } from '../approvals/index.ts';
import type { Executions } from '../executions/index.ts';
import { duration, statusInWords } from './execution-words.ts';
import { andMore, cut, escape, foreign, moment, person } from './text.ts';

/** A message's longest mrkdwn section. https://docs.slack.dev/reference/block-kit/blocks/section-block */
const longestSection = 3_000;

export interface Reply {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

type Answer<K extends 'list' | 'status' | 'start'> = Exclude<
  Awaited<ReturnType<Executions[K]>>,
  { kind: 'refused' }
>;

/** A reply of lines; everything from outside in them is escaped already. */
function replyOf(...lines: readonly string[]): Reply {
  const text = cut(lines.join('\n'), longestSection);
  return { text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] };
}

export function refusedReply(sentence: string): Reply {
  return replyOf(escape(sentence));
}

export function listReply({ machines }: Answer<'list'>): Reply {
  return replyOf(
    '*State machines*',
    ...machines.map(({ name, running, last }) => {
      const now = running > 0 ? `${String(running)} running` : 'nothing running';
      const before =
        last && last.status !== 'RUNNING'
          ? ` · last ${statusInWords(last.status)} ${moment(last.stoppedAt ?? last.startedAt)}`
          : '';
      return `• *${foreign(name, 80)}* · ${now}${before}`;
    }),
  );
}

export function startedReply({ machine, name, again }: Answer<'start'>, who: string): Reply {
  return replyOf(
    again
      ? `${person(who)} started *${foreign(machine, 80)}* already: execution ${foreign(name, 100)}.`
      : `▶️ ${person(who)} started *${foreign(machine, 80)}* · execution ${foreign(name, 100)}`,
  );
}

export function statusReply({ execution, machine, states, startedBy }: Answer<'status'>): Reply {
  const { status, startedAt, stoppedAt, error, cause } = execution;
  return replyOf(
    `*${foreign(machine, 80)}* · ${foreign(execution.name, 100)}`,
    `${statusInWords(status)} · started ${moment(startedAt)}${startedBy === undefined ? '' : ` by ${person(startedBy)}`}`,
    ...(stoppedAt === undefined
      ? []
      : [`Ended ${moment(stoppedAt)}, after ${duration(stoppedAt - startedAt)}.`]),
    ...(states.length === 0
      ? []
      : [
          `Now in ${states.map(({ name, since }) => `*${foreign(name, 80)}* (since ${moment(since)})`).join(', ')}.`,
        ]),
    ...(error === undefined ? [] : [`Error: *${foreign(error, 256)}*`]),
    ...(cause === undefined ? [] : [`Cause: ${foreign(cause, 1_000)}`]),
    ...(execution.output === undefined ? [] : [`Output: ${foreign(JSON.stringify(execution.output), 800)}`]),
  );
}

interface Listed {
  readonly approvals: readonly Approval[];
  readonly inAll: number;
}

/**
 * What waits for this person first, then the rest. @param all everything that waits; absent for somebody who may see
 * only their own
 */
export function approvalsReply(mine: Listed, all: Listed | undefined): Reply {
  const line = (approval: Approval) => {
    const until = typeof approval.expiresAt === 'number' ? ` · until ${moment(approval.expiresAt)}` : '';
    return `• ${foreign(fillTemplate(approval.gate.title, approval.ask.input), 200)} · #${foreign(approval.gate.channel, 80)}${until}`;
  };
  const own =
    mine.inAll === 0
      ? ['Nothing waits for your decision.']
      : [
          `*${String(mine.inAll)} waiting for you*`,
          ...mine.approvals.map(line),
          ...andMore(mine.approvals.length, mine.inAll),
        ];
  if (!all) return replyOf(...own);
  if (all.inAll === 0) return replyOf('Nothing waits for a decision.');
  const ids = new Set(mine.approvals.map(({ id }) => id));
  const others = all.approvals.filter(({ id }) => !ids.has(id));
  const inAll = all.inAll - mine.inAll;
  if (inAll <= 0) return replyOf(...own);
  return replyOf(
    ...own,
    `*${String(inAll)} waiting for others*`,
    ...others.map(line),
    ...andMore(others.length, inAll),
  );
}

export function whoamiReply(known: Awaited<ReturnType<Access['rulesFor']>>): Reply {
  const { person: who, groups, rules } = known;
  return replyOf(
    `You are ${person(who.id)} (${escape(who.id)}), ${who.standing === 'member' ? 'a full member of this workspace' : `here as: ${who.standing}`}.`,
    groups.length === 0
      ? 'None of the groups that the rules name has you in it.'
      : `Groups: ${groups.map((name) => foreign(name, 80)).join(', ')}`,
    ...(rules.length === 0
      ? [
          who.standing === 'member'
            ? 'No rule of signalbox.yaml allows you anything. A gate may still name you.'
            : 'Only full members of this workspace may use Signalbox.',
        ]
      : rules.map(
          (rule) => `• ${rule.allow.join(', ')} on ${rule.on.map((name) => foreign(name, 80)).join(', ')}`,
        )),
  );
}

const usage = {
  list: '`/workflow list` · the state machines you may see',
  start: '`/workflow start NAME {"input": "as JSON"}` · start an execution',
  status: '`/workflow status NAME` · how the newest execution stands, or one by its name or ARN',
  abort: '`/workflow abort NAME` · stop an execution; you are asked to confirm and to say why',
  approvals: '`/workflow approvals` · what waits for a decision',
};

/** Shows only what the person may do. */
export function helpReply(allowed: ReadonlySet<string>): Reply {
  const lines = Object.entries(usage).filter(([action]) => action === 'approvals' || allowed.has(action));
  return replyOf(
    '*What you can do here*',
    ...lines.map(([, line]) => line),
    '`/workflow whoami` · who you are to Signalbox, and which rules name you',
  );
}

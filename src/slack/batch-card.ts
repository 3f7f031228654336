import type { Button, KnownBlock } from '@slack/types';
import { executionOf, type Approval, type Batch } from '../approvals/index.ts';
import { canonicalJson, digestOf, fillTemplate, machineOfArn } from '../platform/index.ts';
import { deciders } from './card.ts';
import { closedWord } from './closed-card.ts';
import type { View } from './posting.ts';
import { andMore, cut, foreign, moment, person, plain } from './text.ts';
import { whereBehind, type Where } from './where.ts';

export const batchApproveAction = 'batch.approve';
export const batchRejectAction = 'batch.reject';
export const batchListAction = 'batch.list';

const batchEventType = 'signalbox_batch';
/** Titles shown on the card; the list behind its button shows all. */
const titlesShown = 8;
/** https://docs.slack.dev/reference/block-kit/blocks: header 150, section text 3000. */
const longestHeader = 150;
const longestSection = 3_000;

/** One card for many asks: how many wait and how many were decided by whom, the first titles, and buttons for all. Pure. */
export function renderBatch(
  batch: Batch,
  members: readonly Approval[],
  mentions: ReadonlyMap<string, string> = new Map(),
  where: Where = () => undefined,
): View {
  const waiting = members.filter(({ status }) => status === 'pending');
  const [first] = waiting;
  const head =
    waiting.length > 0
      ? `${howMany(waiting.length)} ${waiting.length === 1 ? 'waits' : 'wait'} at ${batch.gate}`
      : `${howMany(members.length)} at ${batch.gate}: all closed`;
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: plain(head, longestHeader) } },
    section(counts(members)),
  ];
  if (first) blocks.push(...open(batch, waiting, first, mentions));
  const by = decidedBy(members);
  if (by !== '') blocks.push(section(by));
  blocks.push({ type: 'context', elements: [{ type: 'mrkdwn', text: origins(members, where) }] });
  const text = foreign(head, 300);
  return {
    text,
    blocks,
    metadata: { event_type: batchEventType, event_payload: { batch_id: batch.id } },
    digest: digestOf(canonicalJson({ text, blocks })),
  };
}

function open(
  batch: Batch,
  waiting: readonly Approval[],
  first: Approval,
  mentions: ReadonlyMap<string, string>,
): KnownBlock[] {
  const deadlines = waiting.flatMap(({ expiresAt }) => (typeof expiresAt === 'number' ? [expiresAt] : []));
  const until = deadlines.length === 0 ? '' : `\n*Until:* ${moment(Math.min(...deadlines))} for the first`;
  const titles = waiting.slice(0, titlesShown).map((approval) => `• ${titleOf(approval)}`);
  const critical = first.gate.severity === 'critical';
  const blocks: KnownBlock[] = [
    section(`*Who can decide:* ${deciders(first, mentions)}${until}`),
    section([...titles, ...andMore(titles.length, waiting.length)].join('\n')),
  ];
  if (critical) {
    blocks.push(
      section(
        'Critical: decided on the command line only.\n`signalbox approvals`, then `signalbox decide ID approve`',
      ),
    );
  }
  blocks.push({
    type: 'actions',
    block_id: 'batch',
    elements: critical
      ? [button(batchListAction, 'Show all', batch)]
      : [
          { ...button(batchApproveAction, 'Approve all…', batch), style: 'primary' },
          { ...button(batchRejectAction, 'Reject all…', batch), style: 'danger' },
          button(batchListAction, 'One by one', batch),
        ],
  });
  return blocks;
}

export function titleOf({ gate, ask }: Approval): string {
  return foreign(fillTemplate(gate.title, ask.input), 200) || 'Approval';
}

export function howMany(asks: number): string {
  return asks === 1 ? '1 ask' : `${asks.toLocaleString('en')} asks`;
}

/** How many stand how, in signs and words. */
function counts(members: readonly Approval[]): string {
  const words = new Map<string, number>();
  for (const approval of members) {
    const { sign, word } =
      approval.status !== 'pending'
        ? closedWord(approval)
        : approval.provenance.kind === 'being-verified'
          ? { sign: '🔎', word: 'Being verified' }
          : { sign: '⏳', word: 'Waiting' };
    const key = `${sign} ${word}`;
    words.set(key, (words.get(key) ?? 0) + 1);
  }
  return [...words]
    .map(([word, count]) => `${word} *${count.toLocaleString('en')}*`)
    .sort()
    .join('   ');
}

/** Who decided how many. */
function decidedBy(members: readonly Approval[]): string {
  const by = new Map<string, number>();
  for (const { decisions } of members)
    for (const { verdict, approver } of decisions) {
      const key = `${verdict === 'approve' ? 'Approved' : 'Rejected'} by ${person(approver)}`;
      by.set(key, (by.get(key) ?? 0) + 1);
    }
  return [...by].map(([who, count]) => `${who}: ${count.toLocaleString('en')}`).join('\n');
}

/** The executions that asked: a Map's items are of one, a burst may be of many. */
function origins(members: readonly Approval[], where: Where): string {
  const machines = new Map<string, Set<string>>();
  for (const member of members) {
    const arn = executionOf(member);
    if (arn === undefined) continue;
    const machine = `${foreign(machineOfArn(arn), 80)}${whereBehind(where, arn)}`;
    machines.set(machine, (machines.get(machine) ?? new Set()).add(arn));
  }
  const names = [...machines].map(([machine, arns]) => {
    const [only] = arns;
    const runs =
      arns.size === 1
        ? `execution ${foreign(only?.split(':').at(-1) ?? '', 100)}`
        : `${arns.size.toLocaleString('en')} executions`;
    return `${machine}, ${runs}`;
  });
  return names.length === 0
    ? 'Their executions are being looked up.'
    : `From ${names.slice(0, 5).join(' · ')}`;
}

function section(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: cut(text, longestSection) } };
}

function button(action: string, text: string, { id }: Batch): Button {
  return { type: 'button', action_id: action, text: { type: 'plain_text', text, emoji: true }, value: id };
}

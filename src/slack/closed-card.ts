import type { KnownBlock } from '@slack/types';
import type { Approval, Cancelled } from '../approvals/index.ts';
import { assertNever } from '../platform/index.ts';
import { origin } from './card-origin.ts';
import type { Surroundings } from './card.ts';
import { cut, foreign, moment, person, plain } from './text.ts';

/** https://docs.slack.dev/reference/block-kit/blocks: header 150, section text 3000. */
const longestHeader = 150;

/** One line taller than its title: who decided, when, why, and what the workflow did next. */
export function closedCard(
  approval: Exclude<Approval, { status: 'pending' }>,
  title: string,
  { newerLink, where }: Pick<Surroundings, 'newerLink' | 'where'>,
): KnownBlock[] {
  const { sign, word } = closedWord(approval);
  const decision = approval.decisions.at(-1);
  const by = approval.status === 'cancelled' ? withdrawer(approval) : deciding(approval);
  const who = by.length === 0 ? '' : ` by ${by.map(person).join(' and ')}`;
  const parts = [`${sign} *${word}*${who} · ${moment(approval.closedAt)}`];
  if (decision?.reason !== undefined && approval.status !== 'cancelled')
    parts.push(`> ${foreign(decision.reason, 2_000).replaceAll('\n', '\n> ')}`);
  if (approval.status === 'cancelled') parts.push(foreign(approval.because, 500));
  if (approval.decisions.some(({ breakGlass }) => breakGlass === true))
    parts.push('🚨 The requester approved their own request, breaking the glass.');
  parts.push(aftermath(approval));
  if (approval.askedAgain)
    parts.push(newerLink === undefined ? 'It was asked again.' : `It was <${newerLink}|asked again>.`);
  return [
    {
      type: 'header',
      text: { type: 'plain_text', text: plain(title, longestHeader) || 'Approval', emoji: true },
    },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: cut(parts.filter((part) => part !== '').join('\n'), 3_000) },
    },
    { type: 'context', elements: [{ type: 'mrkdwn', text: origin(approval, where) }] },
  ];
}

export function closedWord(approval: Exclude<Approval, { status: 'pending' }> | Approval): {
  sign: string;
  word: string;
} {
  const late = approval.token.kind === 'too-late';
  switch (approval.status) {
    case 'approved':
      return late ? { sign: '⌛', word: 'Approved too late' } : { sign: '✅', word: 'Approved' };
    case 'rejected':
      return late ? { sign: '⌛', word: 'Rejected too late' } : { sign: '⛔', word: 'Rejected' };
    case 'expired':
      return { sign: '⌛', word: 'Expired' };
    case 'cancelled':
      return { sign: '✖️', word: 'Cancelled' };
    case 'pending':
      return { sign: '', word: 'Waiting' };
    default:
      return assertNever(approval);
  }
}

function withdrawer({ withdrawn }: Cancelled): readonly string[] {
  return withdrawn ? [withdrawn.by] : [];
}

/** Those whose verdict it was: one who rejected, or all who agreed. */
function deciding({ decisions, status }: Approval): readonly string[] {
  const last = decisions.at(-1);
  if (status === 'rejected') return last ? [last.approver] : [];
  return [
    ...new Set(decisions.filter(({ verdict }) => verdict === 'approve').map(({ approver }) => approver)),
  ];
}

/** What became of the task token, in words for the person who waits for the workflow. */
function aftermath(approval: Exclude<Approval, { status: 'pending' }>): string {
  const { token, status } = approval;
  switch (token.kind) {
    case 'waiting':
      return 'Telling the workflow…';
    case 'returned':
      if (status === 'approved') return 'The workflow goes on.';
      return status === 'rejected' && approval.gate.onReject === 'return'
        ? 'The workflow goes on with the rejection.'
        : 'The workflow was told, and its task failed.';
    case 'too-late':
      return status === 'cancelled' && !approval.withdrawn
        ? ''
        : `${foreign(token.because, 500)}${status === 'expired' ? '' : ' The decision changed nothing.'}`;
    case 'failed':
      return `⚠️ The workflow could not be told: ${foreign(token.because, 800)}`;
    default:
      return assertNever(token);
  }
}

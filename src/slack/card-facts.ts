import type { MrkdwnElement } from '@slack/types';
import { lessThanLeftMs, type Approval } from '../approvals/index.ts';
import { assertNever, fillTemplate } from '../platform/index.ts';
import { foreign, moment, person } from './text.ts';

/** A section takes ten fields of 2000 characters. https://docs.slack.dev/reference/block-kit/blocks/section-block */
const longestField = 300;
const mostFields = 10;

/**
 * What is asked, where, by whom, until when. Pure.
 * @param around.now ms; how much time is left is said in steps @param around.where account and Region in words
 */
export function factsOf(
  approval: Approval,
  { now, where }: { now?: number | undefined; where?: string | undefined } = {},
): MrkdwnElement[] {
  const fields = Object.entries(approval.gate.fields)
    .slice(0, mostFields - (where === undefined ? 2 : 3))
    .map(([name, template]) => field(name, fillTemplate(template, approval.ask.input)));
  return [
    ...fields,
    ...(where === undefined ? [] : [field('Account and Region', where)]),
    field('Asked by', undefined, requester(approval)),
    field('Until', undefined, deadline(approval, now)),
  ];
}

function field(name: string, value: string | undefined, ready?: string) {
  return {
    type: 'mrkdwn' as const,
    text: `*${foreign(name, 100)}*\n${ready ?? (foreign(value ?? '', longestField) || '–')}`,
  };
}

function requester(approval: Approval): string {
  switch (approval.requester.kind) {
    case 'recorded':
      return person(approval.requester.id);
    case 'claimed':
      return `${foreign(approval.requester.email, 200)} (claimed by the workflow)`;
    case 'unknown':
      return approval.provenance.kind === 'being-verified'
        ? 'being looked up'
        : 'unknown: not started with Signalbox';
    default:
      return assertNever(approval.requester);
  }
}

function deadline(approval: Approval, now = 0): string {
  if (approval.expiresAt === undefined)
    return approval.provenance.kind === 'being-verified' ? 'being looked up' : 'unknown';
  if (approval.expiresAt === null) return 'no deadline';
  const left = lessThanLeftMs(approval, now);
  const soon = left === undefined ? '' : ` (less than ${leftInWords(left)} left)`;
  return `${moment(approval.expiresAt)}${soon}`;
}

function leftInWords(leftMs: number): string {
  return leftMs >= 3_600_000 ? `${String(leftMs / 3_600_000)} h` : `${String(leftMs / 60_000)} min`;
}

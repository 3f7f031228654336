import { describe, expect, it } from '@jest/globals';
import type { Follow } from '../../src/executions/index.ts';
import { renderFollow } from '../../src/slack/follow-card.ts';
import { followed } from '../contracts/follow-store.ts';
import { monday } from '../contracts/records.ts';

const { run } = followed('one');
const card = (more: Partial<Follow>, now = monday) => renderFollow(followed('one', more), now);
const said = (more: Partial<Follow>) => JSON.stringify(card(more).blocks);
const actions = (more: Partial<Follow>) =>
  [...said(more).matchAll(/"action_id":"execution\.(\w+)"/g)].map(([, action]) => action);

describe('the card of a followed execution', () => {
  it.each([
    ['RUNNING', ['abort', 'details', 'picture', 'console']],
    ['SUCCEEDED', ['details', 'picture', 'console']],
    ['FAILED', ['redrive', 'details', 'picture', 'console']],
    ['TIMED_OUT', ['redrive', 'details', 'picture', 'console']],
    ['ABORTED', ['redrive', 'details', 'picture', 'console']],
  ] as const)('has the buttons of what is possible while %s', (status, buttons) => {
    expect(actions({ run: { ...run, status } })).toEqual(buttons);
  });

  it('offers only the console for what AWS no longer knows', () => {
    expect(actions({ gone: true })).toEqual(['console']);
  });

  it('says where a run is, how far, and how old that view is', () => {
    const words = said({
      progress: {
        readTo: 9,
        done: ['Build'],
        known: 4,
        open: [{ visit: 3, name: 'Each order', since: monday, map: { of: 10, done: 3, failed: 1 } }],
        trouble: '"Ship" failed with NoRoom; it is tried again.',
      },
    });
    for (const part of [
      'Each order',
      '3 of 10 items done, 1 failed',
      '1 of 4 states done',
      '⚠️',
      'as seen <!date^',
    ])
      expect(words).toContain(part);
  });

  it('is not another card only because time went by', () => {
    expect(card({}, monday).digest).toBe(card({}, monday + 60_000).digest);
    expect(card({}).digest).not.toBe(card({ run: { ...run, status: 'FAILED' } }).digest);
  });

  it('says who redrove this round, and nobody of an earlier one', () => {
    const redriven = { run: { ...run, redriveCount: 2 } };
    expect(said({ ...redriven, redrivenBy: { who: 'U0APPROVER', round: 2 } })).toContain('<@U0APPROVER>');
    expect(said({ ...redriven, redrivenBy: { who: 'U0APPROVER', round: 1 } })).not.toContain('<@U0APPROVER>');
  });

  it('lets no word from outside mention anybody, and keeps within what a section holds', () => {
    const evil = '<!channel> <@U0APPROVER> '.repeat(400);
    const { blocks } = card({
      run: { ...run, status: 'FAILED', name: evil, machine: evil },
      explained: {
        sentence: evil,
        tries: 1,
        onTheWay: [evil, evil],
        remedy: evil,
        cause: { message: evil, type: evil, frame: evil, child: evil },
      },
    });
    expect(JSON.stringify(blocks)).not.toMatch(/<!channel>|<@U0/);
    for (const block of blocks)
      if (block.type === 'section') expect(block.text?.text.length).toBeLessThanOrEqual(3_000);
  });
});

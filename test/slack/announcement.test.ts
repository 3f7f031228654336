import { describe, expect, it } from '@jest/globals';
import { announcement } from '../../src/slack/announcement.ts';
import { createAddressees } from '../../src/slack/addressees.ts';
import { ask, gate, openLedger } from '../approvals/record.ts';

const level = (name: string, any: readonly string[], need = 1) => ({ name, any, need, repeat: false });

async function opened() {
  const { ledger } = openLedger();
  const levels = [level('first', ['U0A']), level('second', ['@leads', 'U0B'], 2)] as const;
  return ledger.open({ ...gate, levels }, ask, 'token-1');
}

describe('a reply in the thread', () => {
  it('says which level decides now, how many of it, and calls those who are needed', async () => {
    const said = announcement(await opened(), { kind: 'level', key: 'level-1', level: 1 }, ['<@U0B>']);
    expect(said).toEqual({ text: 'Now level "second" decides (2 of them). <@U0B>', broadcast: false });
  });

  it('reminds those who are needed, and nobody where nobody is', async () => {
    const telling = { kind: 'reminder' as const, key: 'k', level: 0 };
    expect(announcement(await opened(), telling, ['<@U0A>']).text).toBe(
      'Still waiting for a decision. <@U0A>',
    );
    expect(announcement(await opened(), telling, []).text).toBe('Still waiting for a decision.');
  });

  it.each([
    [['<!subteam^S1>'], '<!subteam^S1>'],
    [[], '@leads'],
  ])('says to whom it was escalated (%j)', async (mentions, to) => {
    const telling = { kind: 'escalation' as const, key: 'k', level: 0, to: '@leads' };
    const said = announcement(await opened(), telling, mentions);
    expect(said.text).toBe(`Still waiting, so it was escalated: ${to} may decide too.`);
  });

  it('tells the whole channel of broken glass, with the reason made harmless', async () => {
    const telling = { kind: 'break-glass' as const, key: 'k', by: 'U0A', reason: '<!channel> now' };
    const said = announcement(await opened(), telling, []);
    expect(said.broadcast).toBe(true);
    expect(said.text).toContain('<@U0A> approved their own request');
    expect(said.text).toContain('&lt;!channel&gt;');
  });
});

describe('those whom a reply calls', () => {
  const addressees = (members: readonly string[]) =>
    createAddressees({
      byEmail: () => Promise.resolve('U0APPROVER'),
      groupId: () => Promise.resolve('S1'),
      directory: {
        person: () => Promise.reject(new Error('not asked')),
        members: () => Promise.resolve(new Set(members)),
      },
    });

  it('are the group as a whole while all of it are needed', async () => {
    const approval = await opened();
    expect(await addressees(['U0A', 'U0B']).mentions(approval, ['@leads', 'U0B'])).toEqual([
      '<!subteam^S1>',
      '<@U0B>',
    ]);
  });

  it('are only those of it who have not decided', async () => {
    const approval = {
      ...(await opened()),
      decisions: [{ verdict: 'approve', approver: 'U0A', level: 0, decidedAt: 1, basedOn: 'x' } as const],
    };
    expect(await addressees(['U0A', 'U0B']).mentions(approval, ['@leads', 'U0A'])).toEqual(['<@U0B>']);
  });

  it('are found by address', async () => {
    const approval = await opened();
    expect(await addressees([]).mentions(approval, ['email:$.managerEmailAddress'])).toEqual([
      '<@U0APPROVER>',
    ]);
  });

  it('get a direct message each, and nobody of a large group does', async () => {
    const approval = await opened();
    const many = Array.from({ length: 21 }, (_, index) => `U${String(index)}`);
    expect(await addressees(['U0A', 'U0C']).people(approval, ['@leads', 'U0B'])).toEqual([
      'U0A',
      'U0C',
      'U0B',
    ]);
    expect(await addressees(many).people(approval, ['@leads', 'U0B'])).toEqual(['U0B']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { monday } from '../../contracts/records.ts';
import { incident } from './an-incident.ts';
import { openResponding, responder } from './responding.ts';

const stage = await openResponding();
const thread = async (ts: string | undefined) =>
  (await stage.messages()).filter((message) => message.thread_ts === ts && message.ts !== ts);

describe('the card of an incident in Slack', () => {
  it('is posted once, with its coloured evidence, and found again after a crash', async () => {
    const one = await stage.shown();
    expect(await stage.cardOf(one)).toMatchObject({ attachments: [{ color: '#e8710a' }] });
    const again = await stage.cards.show({ ...one, card: {} }, { mayBePosted: true });
    expect(again).toMatchObject({ kind: 'shown', ref: one.card.ref, adopted: true });
  });

  it('loses its buttons and its evidence once it is over', async () => {
    const one = await stage.shown();
    const over = { ...one, state: { kind: 'resolved' as const, at: monday, because: 'Alarm is OK' } };
    await stage.cards.show(over, { mayBePosted: false });
    const card = await stage.cardOf(one);
    expect(card['attachments']).toEqual([]);
    expect(JSON.stringify(card.blocks)).not.toContain('incident.acknowledge');
    expect(await stage.cards.show(over, { mayBePosted: false })).toMatchObject({ kind: 'shown' });
  });

  it('is not shown again where it shows the same', async () => {
    const one = await stage.shown();
    expect(await stage.cards.show(one, { mayBePosted: false })).toEqual({ kind: 'unchanged' });
  });
});

describe('the thread of an incident', () => {
  it('is told once, and calls a group with what it is about', async () => {
    const one = await stage.shown({ severity: 'critical' });
    const entry = {
      ...{ at: monday, what: 'escalated' as const, says: 'Nobody acknowledged it for 15 minutes.' },
      ...{ tell: 'escalated-2', calls: '@platform-leads' },
    };
    expect(await stage.cards.tell(one, entry, { mayBeTold: false })).toEqual({ kind: 'told' });
    expect(await stage.cards.tell(one, entry, { mayBeTold: true })).toEqual({ kind: 'told' });
    const replies = await thread(one.card.ref?.ts);
    expect(replies).toHaveLength(1);
    expect(replies[0]?.text).toMatch(
      /^📣 <!subteam\^\w+> 🚨 Critical: Alarm checkout-5xx is in ALARM\nNobody acknowledged it for 15 minutes\.$/u,
    );
  });

  it('says who did what, and calls who was assigned', async () => {
    const one = await stage.shown();
    const at = { at: monday, who: responder };
    await stage.cards.tell(
      one,
      { ...at, what: 'acknowledged', says: 'Acknowledged.', tell: 'a-1' },
      { mayBeTold: true },
    );
    await stage.cards.tell(
      one,
      { ...at, what: 'assigned', says: 'Assigned.', tell: 'a-2', calls: 'U0SECURITY' },
      { mayBeTold: true },
    );
    const [first, second] = await thread(one.card.ref?.ts);
    expect(first?.text).toBe(`👀 <@${responder}>: Acknowledged.`);
    expect(second?.text).toContain(`📌 <@U0SECURITY> you have this now, from <@${responder}>.`);
  });

  it('names a group that Slack does not know, and is told nothing without a card', async () => {
    const one = await stage.shown();
    const entry = { at: monday, what: 'escalated' as const, says: 'Nobody.', tell: 'e-1', calls: '@nobody' };
    await stage.cards.tell(one, entry, { mayBeTold: false });
    const [only] = await thread(one.card.ref?.ts);
    expect(only?.text).toContain('@nobody');
    expect(await stage.cards.tell(incident(), entry, { mayBeTold: false })).toMatchObject({
      kind: 'refused',
    });
  });
});

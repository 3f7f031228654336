import { describe, expect, it } from '@jest/globals';
import type { Wish } from '../../src/incidents/index.ts';
import { openRoom } from './room.ts';

const minute = 60_000;
const escalate = [
  { afterSeconds: 300, to: '@security' },
  { afterSeconds: 900, to: 'U2' },
];

async function opened(how: Parameters<ReturnType<typeof openRoom>['happens']>[2] = { escalate }) {
  const room = openRoom();
  const { id } = await room.happens('alarm/one', {}, how);
  const press = (who: string, wish: Wish, on?: { channel: string; ts: string }) =>
    room.incidents.press({ incidentId: id, who, wish, ...(on && { on }) });
  const record = async () => {
    const incident = await room.stores.incidents.get(id);
    if (!incident) throw new Error('gone');
    return incident;
  };
  const dueKinds = async () => (await record()).due.map(({ kind }) => kind).sort();
  return { ...room, id, press, record, dueKinds };
}

describe('who responds', () => {
  it('acknowledges it: nobody else is called, and they have it', async () => {
    const { press, record, dueKinds } = await opened();
    expect(await press('U1', { kind: 'acknowledge' })).toMatchObject({
      kind: 'accepted',
      sentence: 'You acknowledged it: nobody else is called now.',
    });
    expect(await record()).toMatchObject({ commander: 'U1', state: { kind: 'acknowledged', by: 'U1' } });
    expect(await dueKinds()).toEqual(['show', 'tell']);
  });

  it('hears who was faster', async () => {
    const { press } = await opened();
    const both = await Promise.all([
      press('U1', { kind: 'acknowledge' }),
      press('U2', { kind: 'acknowledge' }),
    ]);
    expect(both.map(({ kind }) => kind)).toEqual(['accepted', 'unchanged']);
    expect(both[1].sentence).toBe('Name of U1 acknowledged it already. Your press changed nothing.');
    expect(await press('U1', { kind: 'acknowledge' })).toMatchObject({
      sentence: 'You acknowledged it already. Your press changed nothing.',
    });
  });

  it('assigns it to somebody who may respond, who is called; to nobody else', async () => {
    const { press, record } = await opened();
    expect(await press('U1', { kind: 'assign', to: 'U2' })).toMatchObject({
      kind: 'accepted',
      sentence: 'Name of U2 has it now, and was told.',
    });
    expect(await record()).toMatchObject({ commander: 'U2', state: { kind: 'acknowledged', by: 'U1' } });
    expect((await record()).timeline.at(-1)).toMatchObject({ what: 'assigned', calls: 'U2' });
    expect(await press('U1', { kind: 'assign', to: 'U3' })).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('may not respond'),
    });
  });

  it('lets it sleep, and it calls anew when that is over', async () => {
    const { press, record, dueKinds, clock, ledger, id } = await opened();
    expect(await press('U1', { kind: 'snooze', forSeconds: 3_600 })).toMatchObject({
      sentence: 'It sleeps for 1 hour, then it calls again.',
    });
    expect(await dueKinds()).toEqual(['show', 'tell', 'wake']);
    await ledger.woken(id);
    expect((await record()).state.kind).toBe('snoozed');
    await clock.advance(60 * minute);
    await ledger.woken(id);
    const awake = await record();
    expect(awake).toMatchObject({ state: { kind: 'open' }, escalated: 0 });
    expect(awake.timeline.at(-1)).toMatchObject({ what: 'woke', calls: 'U1' });
    expect(awake.due).toContainEqual({ kind: 'escalate', at: clock.now() + 5 * minute, attempt: 0 });
    expect(await press('U1', { kind: 'snooze', forSeconds: 5 })).toMatchObject({ kind: 'refused' });
  });

  it('resolves it with a reason, and opens it again', async () => {
    const { press, record } = await opened();
    await press('U1', { kind: 'resolve', because: '  Rolled back 2.14.0. ' });
    expect((await record()).state).toMatchObject({
      kind: 'resolved',
      by: 'U1',
      because: 'Rolled back 2.14.0.',
    });
    expect(await press('U2', { kind: 'acknowledge' })).toMatchObject({
      kind: 'unchanged',
      sentence: 'Name of U1 resolved it already. Your press changed nothing.',
    });
    expect(await press('U2', { kind: 'reopen' })).toMatchObject({ kind: 'accepted' });
    expect((await record()).state).toEqual({ kind: 'open' });
    expect(await press('U2', { kind: 'reopen' })).toMatchObject({ kind: 'unchanged' });
  });

  it('does not open one again that has a newer round', async () => {
    const { press, happens } = await opened();
    await press('U1', { kind: 'resolve', because: 'done' });
    await happens('alarm/one');
    expect(await press('U1', { kind: 'reopen' })).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('newer incident'),
    });
  });

  it('writes into the timeline, where there is something to write', async () => {
    const { press, record } = await opened();
    await press('U1', { kind: 'note', text: 'The disk of db-3 is full.' });
    expect((await record()).timeline.at(-1)).toMatchObject({ who: 'U1', says: 'The disk of db-3 is full.' });
    expect(await press('U1', { kind: 'note', text: '  ' })).toMatchObject({ kind: 'refused' });
  });
});

describe('who may not respond', () => {
  it('is refused, with why, and the refusal is audited', async () => {
    const { press, record, refused } = await opened();
    expect(await press('U3', { kind: 'acknowledge' })).toEqual({
      kind: 'refused',
      sentence:
        'Nothing was changed: no rule of signalbox.yaml allows you to respond to alarms; only 2 people by name may.',
    });
    expect(refused).toMatchObject([{ who: 'U3', action: 'respond', resource: 'alarms' }]);
    expect((await record()).state).toEqual({ kind: 'open' });
  });

  it('is whoever presses on a message that is not the card', async () => {
    const { press } = await opened();
    expect(await press('U1', { kind: 'acknowledge' }, { channel: 'C', ts: '1.2' })).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('not the card'),
    });
  });

  it('hears of an incident that is not known', async () => {
    const { incidents } = await opened();
    expect(
      await incidents.press({ incidentId: 'inc_none', who: 'U1', wish: { kind: 'acknowledge' } }),
    ).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('not known') });
  });
});

describe('an incident that nobody acknowledges', () => {
  it('calls one after the other until somebody does', async () => {
    const { press, record, clock, ledger, id } = await opened();
    expect(ledger.callsNext(await record())).toBeUndefined();
    await clock.advance(5 * minute);
    expect(ledger.callsNext(await record())).toBe('@security');
    await ledger.escalated(id, false);
    expect((await record()).timeline.at(-1)).toMatchObject({
      what: 'escalated',
      calls: '@security',
      says: 'Nobody acknowledged it for 5 minutes.',
    });
    await clock.advance(10 * minute);
    await press('U1', { kind: 'acknowledge' });
    await ledger.escalated(id, false);
    expect(await record()).toMatchObject({ escalated: 1, state: { kind: 'acknowledged' } });
  });
});

describe('incidents', () => {
  it('are found by the end of their id, open ones and others', async () => {
    const { incidents, id, press } = await opened();
    expect((await incidents.find(id))?.id).toBe(id);
    expect((await incidents.find(id.slice(-6)))?.id).toBe(id);
    await press('U1', { kind: 'resolve', because: 'done' });
    expect((await incidents.find(id.slice(-6)))?.id).toBe(id);
    expect(await incidents.find('x')).toBeUndefined();
  });

  it('are listed with those first that somebody has', async () => {
    const { incidents, happens, press, id } = await opened({ severity: 'low' });
    const loud = await happens('alarm/loud', {}, { severity: 'critical' });
    await press('U1', { kind: 'acknowledge' });
    const ids = async (forPerson?: string) =>
      (await incidents.open({ limit: 9, ...(forPerson !== undefined && { forPerson }) })).map(
        (one) => one.id,
      );
    expect(await ids()).toEqual([loud.id, id]);
    expect(await ids('U1')).toEqual([id, loud.id]);
  });
});

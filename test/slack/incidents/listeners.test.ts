import { describe, expect, it } from '@jest/globals';
import { monday } from '../../contracts/records.ts';
import { incident, step } from './an-incident.ts';
import { incidentsChannel, openResponding, responder, stranger } from './responding.ts';

const stage = await openResponding();
const words = (value: unknown) => JSON.stringify(value);

describe('the buttons of an incident', () => {
  it.each([
    ['incident.acknowledge', { kind: 'acknowledge' }],
    ['incident.take', { kind: 'assign', to: responder }],
  ])('pass on what %s wants, with the card it stood on', async (action, wish) => {
    const one = await stage.shown();
    expect(await stage.click(responder, one, action)).toMatchObject({ ok: true });
    const press = await stage.pressed();
    expect(press).toEqual({ incidentId: one.id, who: responder, wish, on: one.card.ref });
  });

  it('pass on a step of the runbook, and open an incident again', async () => {
    const one = await stage.shown({}, { runbook: [step('roll-back')] });
    await stage.click(responder, one, 'incident.step.roll-back');
    expect((await stage.pressed()).wish).toEqual({ kind: 'step', step: 'roll-back' });
    const over = await stage.shown({
      state: { kind: 'resolved', by: responder, at: monday, because: 'Fixed' },
    });
    await stage.click(responder, over, 'incident.more', `reopen:${over.id}`);
    await stage.until(() => stage.presses.find(({ wish }) => wish.kind === 'reopen'));
  });

  it('tell whom is refused why, and nobody else', async () => {
    const one = await stage.shown();
    await stage.click(stranger, one, 'incident.acknowledge');
    expect(await stage.privately(stranger, 'You may not respond &lt;here&gt;.')).toBeDefined();
  });

  it('say where somebody was faster', async () => {
    const one = await stage.shown();
    stage.world.outcome = { kind: 'unchanged', incident: one, sentence: 'Lea acknowledged it already.' };
    await stage.click(responder, one, 'incident.acknowledge');
    expect(await stage.privately(responder, 'Lea acknowledged it already.')).toBeDefined();
  });
});

describe('the forms of an incident', () => {
  it.each([
    ['assign', { asked: { value: 'U0SECURITY' } }, { kind: 'assign', to: 'U0SECURITY' }],
    ['snooze', { asked: { value: '3600' } }, { kind: 'snooze', forSeconds: 3_600 }],
    [
      'resolve',
      { asked: { value: 'Fixed' }, words: { value: 'Rolled back to 2.13' } },
      { kind: 'resolve', because: 'Fixed. Rolled back to 2.13' },
    ],
    ['note', { asked: { value: 'The queue is empty.' } }, { kind: 'note', text: 'The queue is empty.' }],
  ] as const)('ask for what %s needs', async (kind, values, wish) => {
    const one = await stage.shown();
    await stage.click(responder, one, 'incident.more', `${kind}:${one.id}`).then(async ({ ok }) => {
      if (!ok) await stage.click(responder, one, `incident.${kind}`);
    });
    const view = await stage.modal(responder, ({ callback_id: id }) => id === `incident.form.${kind}`);
    expect(await stage.slack.post('submit', { user: responder, view_id: view.id, values })).toEqual({
      ok: true,
    });
    const press = await stage.pressed();
    expect(press).toEqual({ incidentId: one.id, who: responder, wish, on: one.card.ref });
  });

  it('offer the morning in the zone of the person', async () => {
    const one = await stage.shown();
    await stage.click(responder, one, 'incident.more', `snooze:${one.id}`);
    const view = await stage.modal(responder, ({ callback_id: id }) => id === 'incident.form.snooze');
    expect(words(view)).toMatch(/Until 9:00 (tomorrow|this morning)[^(]*"/);
    await stage.slack.post('close', { user: responder, view_id: view.id });
  });

  it('open for nobody who may not respond', async () => {
    const one = await stage.shown();
    await stage.click(stranger, one, 'incident.resolve');
    expect(await stage.privately(stranger, 'Nothing was changed: no rule names you.')).toBeDefined();
    expect(stage.presses).toEqual([]);
  });
});

describe('the details of an incident', () => {
  it('show the timeline and the event without secrets, and follow what is pressed in them', async () => {
    const one = await stage.shown({
      timeline: [{ at: monday, what: 'opened', says: 'Alarm checkout-5xx is in ALARM.' }],
    });
    stage.keep({
      ...one,
      latest: { ...one.latest, detail: { sessionToken: 'very-secret', alarmName: 'checkout' } },
    });
    await stage.click(responder, one, 'incident.more', `details:${one.id}`);
    const view = await stage.modal(responder, ({ title }) => title.text.startsWith('Incident '));
    expect(words(view)).toContain('Alarm checkout-5xx is in ALARM.');
    expect(words(view)).toContain('checkout');
    expect(words(view)).not.toContain('very-secret');
    await stage.inModal(responder, view, 'incident.acknowledge');
    await stage.modal(responder, (now) => words(now).includes('*Acknowledged* by'));
    expect(stage.presses.at(-1)).toMatchObject({ incidentId: one.id, on: one.card.ref });
    await stage.slack.post('close', { user: responder, view_id: view.id });
  });

  it('share the timeline as a file in the thread', async () => {
    const one = await stage.shown({
      timeline: [{ at: monday, what: 'noted', who: responder, says: 'Looking.' }],
    });
    await stage.click(responder, one, 'incident.more', `export:${one.id}`);
    const shared = await stage.until(async () =>
      (await stage.messages()).find(
        ({ thread_ts: thread, files }) => thread === one.card.ref?.ts && words(files ?? []).includes('.md'),
      ),
    );
    const [file] = shared['files'] as readonly { url: string; name: string }[];
    expect(file?.name).toBe(`incident-${one.id.slice(-6)}.md`);
    const text = await (await fetch(new URL(file?.url ?? '', stage.slack.origin))).text();
    expect(text).toContain('# Alarm checkout-5xx is in ALARM');
    expect(text).toContain(`approver (${responder}): Looking.`);
  });
});

describe('the list behind the card of a flood', () => {
  it('shows those that are open, and works on one of them', async () => {
    const surge = {
      ...{ id: 'srg_1', channel: 'incidents', revision: 1, since: monday, lastAt: monday, over: false },
      total: 2,
      groups: [{ route: 'alarms', severity: 'high' as const, count: 2, title: 'Alarm', ids: [] }],
      card: {},
    };
    const outcome = await stage.surgeCards.show(surge, { mayBePosted: false });
    if (outcome.kind !== 'shown') throw new Error('not shown');
    const one = incident({ id: 'inc_in_the_surge', card: { inSurge: 'srg_1' } });
    stage.keep(one);
    stage.keep(incident({ id: 'inc_of_its_own' }));
    const { channel, ts } = outcome.ref;
    await stage.slack.post('click', { user: stranger, channel, ts, action_id: 'surge.list' });
    const refusal = await stage.privately(stranger, 'They are not shown: no rule names you.');
    expect(refusal.text).not.toContain(one.first.title);
    await stage.slack.post('click', { user: responder, channel, ts, action_id: 'surge.list' });
    const view = await stage.modal(responder, ({ title }) => title.text === 'Came at once');
    expect(words(view)).toContain(one.id);
    expect(words(view)).not.toContain('inc_of_its_own');
    await stage.inModal(responder, view, 'incident.more', `acknowledge:${one.id}`);
    expect(await stage.pressed()).toEqual({
      ...{ incidentId: one.id, who: responder, wish: { kind: 'acknowledge' } },
      on: { channel, ts },
    });
    await stage.modal(responder, (now) => words(now).includes('acknowledged by'));
    await stage.slack.post('close', { user: responder, view_id: view.id });
  });
});

describe('a reply that is added to the incident', () => {
  const reply = async (threadTs: string | undefined, text: string) => {
    const said = await stage.slack.post('say', {
      ...{ user: stranger, channel: incidentsChannel, text },
      ...(threadTs !== undefined && { thread_ts: threadTs }),
    });
    return String(said['ts']);
  };
  const add = (ts: string) =>
    stage.slack.post('shortcut', {
      ...{ user: responder, callback_id: 'add_to_incident', channel: incidentsChannel, ts },
    });

  it('becomes a note with the name of who wrote it', async () => {
    const one = await stage.shown();
    await add(await reply(one.card.ref?.ts, 'it began at 2 < 3'));
    expect(await stage.pressed()).toEqual({
      incidentId: one.id,
      who: responder,
      wish: { kind: 'note', text: 'requester wrote: it began at 2 < 3' },
      on: one.card.ref,
    });
  });

  it('is refused where the thread is none of an incident', async () => {
    await add(await reply(undefined, 'hello'));
    expect(await stage.privately(responder, 'no thread of an incident')).toBeDefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  createChannelPace,
  incidentWork,
  surgeWork,
  type IncidentCards,
  type ShowOutcome,
  type StepCalls,
  type TellOutcome,
} from '../../src/delivery/index.ts';
import type { StatusChange, StepStart, StepStarts } from '../../src/executions/index.ts';
import type { Step } from '../../src/incidents/index.ts';
import { silentLogger } from '../../src/platform/index.ts';
import { openRoom } from '../incidents/room.ts';

const arn = 'arn:aws:states:eu-west-1:000000000000:execution:repair:one';
const step = (name: string, more: Partial<Step> = {}): Step => ({
  ...{ name, label: name, secondPerson: false, atOnce: false, deed: { kind: 'call', call: `test.${name}` } },
  ...more,
});

/** The room with its due work, looked at by hand; Slack and executions as these say. */
function opened(given: { calls?: StepCalls; stores?: ReturnType<typeof openRoom>['stores'] } = {}) {
  const room = openRoom(given.stores ? { stores: given.stores } : {});
  const { clock, ledger, surges } = room;
  const shown: { id: string; mayBePosted: boolean }[] = [];
  const told: string[] = [];
  const surgesShown: number[] = [];
  const started: StepStart[] = [];
  const run = { status: 'RUNNING' as StatusChange['status'] };
  const slack = {
    show: undefined as ShowOutcome | undefined,
    tell: { kind: 'told' } as TellOutcome,
  };
  let posts = 0;
  const cards: IncidentCards = {
    show(incident, { mayBePosted }) {
      shown.push({ id: incident.id, mayBePosted });
      const ref = incident.card.ref ?? { channel: 'C', ts: String((posts += 1)) };
      return Promise.resolve(
        slack.show ?? { kind: 'shown', ref, digest: String(incident.revision), adopted: false },
      );
    },
    tell(incident, entry) {
      told.push(`${entry.what}${entry.calls === undefined ? '' : ` ${entry.calls}`}`);
      return Promise.resolve(slack.tell);
    },
  };
  const starts: StepStarts = {
    start(wanted) {
      started.push(wanted);
      return Promise.resolve({ kind: 'started', executionArn: arn, machine: 'repair' });
    },
    status: () =>
      Promise.resolve({
        ...{ executionArn: arn, stateMachineArn: 'arn:machine', machine: 'repair', name: 'one' },
        ...{ status: run.status, redriveCount: 0, startedAt: clock.now() },
      }),
  };
  const needs = { pace: createChannelPace(clock), clock, log: silentLogger() };
  const work = incidentWork({ ledger, surges, cards, starts, calls: given.calls ?? {}, ...needs });
  const surging = surgeWork({
    surges,
    cards: {
      show(surge) {
        surgesShown.push(surge.total);
        return Promise.resolve({
          ...{ kind: 'shown', adopted: false, digest: String(surge.total) },
          ref: { channel: 'C', ts: 'surge' },
        });
      },
    },
    ...needs,
  });
  /** One look at all that is due, as every second. */
  const look = async () => {
    for (const source of [work, surging])
      for (const id of await source.due(clock.now(), source.aSweep ?? 200)) while (await source.step(id));
  };
  const pass = async (seconds: number) => {
    for (let n = 0; n < seconds; n += 1) {
      await look();
      await clock.advance(1_000);
    }
    await look();
  };
  return { ...room, shown, told, surgesShown, started, slack, run, look, pass };
}

describe('the card of an incident', () => {
  it('is posted once, and made equal to the record again when that changes', async () => {
    const { happens, incidents, shown, pass, stores } = opened();
    const { id } = await happens('alarm/one');
    await pass(3);
    expect(shown).toEqual([{ id, mayBePosted: false }]);
    await incidents.press({ incidentId: id, who: 'U1', wish: { kind: 'acknowledge' } });
    await pass(3);
    expect(shown).toHaveLength(2);
    expect(await stores.incidents.get(id)).toMatchObject({ due: [], card: { ref: { ts: '1' } } });
  });

  it('of an incident that is seen a thousand times in a minute costs a few calls', async () => {
    const { happens, shown, pass } = opened();
    for (let second = 0; second < 60; second += 1) {
      await Promise.all(Array.from({ length: 17 }, () => happens('alarm/one')));
      await pass(1);
    }
    expect(shown.length).toBeLessThan(10);
  });

  it('is looked for before it is posted, where a process before this one may have', async () => {
    const before = opened();
    const { id } = await before.happens('alarm/one');
    const after = opened({ stores: before.stores });
    await after.pass(1);
    expect(after.shown).toEqual([{ id, mayBePosted: true }]);
  });

  it('is tried again later, where Slack does not take it now', async () => {
    const { happens, shown, slack, pass } = opened();
    slack.show = { kind: 'passing', because: 'ratelimited', retryAfterSeconds: 5 };
    await happens('alarm/one');
    await pass(4);
    expect(shown).toHaveLength(1);
    slack.show = undefined;
    await pass(2);
    expect(shown.map(({ mayBePosted }) => mayBePosted)).toEqual([false, true]);
  });

  it('comes in its turn: one a second and channel, the loudest first', async () => {
    const { happens, shown, look, pass, stores } = opened();
    for (let n = 0; n < 6; n += 1) await happens(`alarm/${String(n)}`, {}, { severity: 'low' });
    const loud = await happens('alarm/loud', {}, { severity: 'critical' });
    await look();
    expect(shown).toHaveLength(3);
    expect(shown[0]?.id).toBe(loud.id);
    await pass(6);
    expect(shown).toHaveLength(7);
    expect((await stores.incidents.due(Number.MAX_SAFE_INTEGER, 99)).length).toBe(0);
  });
});

describe('the thread', () => {
  it('is told of what happened, in order, once each', async () => {
    const { happens, incidents, told, pass } = opened();
    const { id } = await happens('alarm/one');
    const press = (who: string, wish: Parameters<typeof incidents.press>[0]['wish']) =>
      incidents.press({ incidentId: id, who, wish });
    await press('U1', { kind: 'acknowledge' });
    await press('U1', { kind: 'assign', to: 'U2' });
    await press('U2', { kind: 'note', text: 'The disk is full.' });
    await pass(10);
    expect(told).toEqual(['acknowledged', 'assigned U2', 'noted']);
  });

  it('is given up where Slack refuses', async () => {
    const { happens, incidents, told, slack, pass, stores } = opened();
    const { id } = await happens('alarm/one');
    slack.tell = { kind: 'refused', because: 'thread_not_found' };
    await incidents.press({ incidentId: id, who: 'U1', wish: { kind: 'note', text: 'Hello.' } });
    await pass(5);
    expect(told).toEqual(['noted']);
    expect((await stores.incidents.get(id))?.due).toEqual([]);
  });
});

describe('people', () => {
  const escalate = [
    { afterSeconds: 60, to: '@security' },
    { afterSeconds: 120, to: 'U2' },
  ];

  it('are called one after the other, until somebody acknowledges', async () => {
    const { happens, told, pass } = opened();
    await happens('alarm/one', {}, { escalate });
    await pass(200);
    expect(told).toEqual(['escalated @security', 'escalated U2']);
  });

  it('are called once for a flood, in the thread of one of its incidents', async () => {
    const { happens, told, shown, pass, stores } = opened();
    for (let n = 0; n < 30; n += 1) await happens(`alarm/${String(n)}`, {}, { escalate });
    await pass(90);
    // Six with cards of their own, and one for all others.
    expect(told).toEqual(Array.from({ length: 7 }, () => 'escalated @security'));
    expect(new Set(shown.map(({ id }) => id)).size).toBe(7);
    for (const { escalated } of await stores.incidents.open(99)) expect(escalated).toBe(1);
  });
});

describe('a flood', () => {
  it('costs a channel a call a second at most, ends by itself, and forgets none', async () => {
    const { happens, shown, surgesShown, pass, stores } = opened();
    for (let second = 0; second < 60; second += 1) {
      for (let n = 0; n < 5; n += 1) await happens(`alarm/${String(second)}-${String(n)}`);
      await pass(1);
    }
    expect(shown).toHaveLength(6);
    await pass(120);
    expect(surgesShown.at(-1)).toBe(294);
    expect(shown.length + surgesShown.length).toBeLessThan(60);
    const calls = surgesShown.length;
    await pass(60);
    expect(surgesShown).toHaveLength(calls);
    expect(await stores.incidents.open(5_000)).toHaveLength(300);
  });
});

describe('a step', () => {
  it('calls what it names until that is known to be done', async () => {
    let tries = 0;
    const calls: StepCalls = {
      'test.block': () => {
        tries += 1;
        if (tries < 3) throw new Error('throttled');
        return Promise.resolve({ kind: 'done', says: 'The key is inactive.' });
      },
    };
    const { happens, pass, stores, told } = opened({ calls });
    const { id } = await happens('key/one', {}, { runbook: [step('block', { atOnce: true })] });
    await pass(20);
    expect(tries).toBe(3);
    expect(told).toEqual(['step-done']);
    expect((await stores.incidents.get(id))?.steps['block']).toMatchObject({ kind: 'done' });
  });

  it('starts a state machine once, by who pressed, and is done when that succeeded', async () => {
    const { happens, incidents, started, run, pass, stores, clock } = opened();
    const repair = step('repair', { deed: { kind: 'start', machine: 'repair', input: { n: 1 } } });
    const { id } = await happens('alarm/one', {}, { runbook: [repair] });
    await pass(1);
    const at = clock.now();
    await incidents.press({ incidentId: id, who: 'U2', wish: { kind: 'step', step: 'repair' } });
    await pass(60);
    expect(started).toEqual([
      {
        requestId: JSON.stringify([id, 'repair', at]),
        ...{ machine: 'repair', input: { n: 1 }, channel: 'C', by: 'U2' },
      },
    ]);
    run.status = 'SUCCEEDED';
    await pass(40);
    const incident = await stores.incidents.get(id);
    expect(incident?.steps['repair']).toMatchObject({ kind: 'done', by: 'U2', executionArn: arn });
    expect(incident?.related).toContainEqual({ kind: 'execution', id: arn });
    expect(incident?.timeline.at(-1)?.says).toBe('repair: the execution of repair succeeded.');
  });

  it('fails with its execution, and says so', async () => {
    const { happens, run, pass, stores } = opened();
    const deed = { kind: 'start', machine: 'repair', input: {} } as const;
    const { id } = await happens('alarm/one', {}, { runbook: [step('repair', { atOnce: true, deed })] });
    run.status = 'TIMED_OUT';
    await pass(60);
    expect((await stores.incidents.get(id))?.steps['repair']).toMatchObject({
      kind: 'failed',
      because: 'the execution of repair timed out. Its own card says more.',
    });
  });

  it('that nothing can carry out says so', async () => {
    const { happens, pass, stores } = opened();
    const { id } = await happens('alarm/one', {}, { runbook: [step('dance', { atOnce: true })] });
    await pass(3);
    expect((await stores.incidents.get(id))?.steps['dance']).toMatchObject({
      kind: 'failed',
      because: 'Signalbox has no "test.dance" to call.',
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { createRouting, type BusEvent, type RoutingNeeds, type StartWish } from '../../src/events/index.ts';
import type { IncidentPlan, Sighting } from '../../src/incidents/index.ts';
import { createShiftableClock, silentLogger } from '../../src/platform/index.ts';
import { fixture } from './fixture.ts';
import { routesIn } from './routes.ts';

type Started = Awaited<ReturnType<RoutingNeeds['start']>>;

function routing(
  text: string,
  starting: () => Started = () => ({ kind: 'started', executionArn: 'arn' }),
  ours: readonly string[] = ['111122223333'],
) {
  let asked = 0;
  const taken: { readonly sighting: Sighting; readonly plan: IncidentPlan }[] = [];
  const wishes: StartWish[] = [];
  let fails = false;
  const take = createRouting({
    routes: () => routesIn(text),
    incidents: {
      take: (sighting, plan) => {
        if (fails) return Promise.reject(new Error('the store is full'));
        taken.push({ sighting, plan });
        return Promise.resolve();
      },
    },
    accounts: () => {
      asked += 1;
      return Promise.resolve(ours);
    },
    start: async (wish) => {
      await Promise.resolve();
      wishes.push(wish);
      return starting();
    },
    clock: createShiftableClock({ frozenAt: 5_000 }),
    log: silentLogger(),
  });
  const failing = (whether: boolean) => {
    fails = whether;
  };
  return { take: (event: BusEvent) => take(event), taken, wishes, failing, asked: () => asked };
}

const snapshots = 'match: { source: [aws.ec2] }, do: start, machine: snapshot-management';

describe('doing what routes say', () => {
  it('takes an event into every route that matches it', async () => {
    const { take, taken, wishes } = routing(`routes:
  - { ${snapshots} }
  - { match: { source: [aws.ec2] }, do: incident, channel: ops }
  - { match: { source: [aws.ec2] }, do: notify, channel: quiet }
  - { match: { source: [aws.batch] }, do: incident, channel: batch }`);
    expect(await take(fixture('snapshot-create-failed'))).toEqual({ kind: 'done' });
    expect(taken.map(({ plan }) => plan.channel)).toEqual(['ops', 'quiet']);
    expect(wishes).toHaveLength(1);
  });

  it('starts with the whole event, or with what the route takes of it, and the same event always alike', async () => {
    const { take, wishes } = routing(`routes:
  - { ${snapshots} }
  - { ${snapshots}, input: { volume: '{{ $.detail.source }}', sure: true } }`);
    const event = fixture('snapshot-create-succeeded');
    await take(event);
    await take(event);
    expect(wishes[0]).toEqual({
      machine: 'snapshot-management',
      input: event.envelope,
      requestId: `${event.key} start-snapshot`,
    });
    expect(wishes[1]?.input).toEqual({
      volume: 'arn:aws:ec2::eu-west-1:volume/vol-0123456789abcdef0',
      sure: true,
    });
    expect(wishes[1]?.requestId).not.toBe(wishes[0]?.requestId);
    expect(wishes.slice(2)).toEqual(wishes.slice(0, 2));
  });

  it('makes an incident of what did not start, where the route names a channel', async () => {
    const refused = () => ({ kind: 'refused', sentence: 'There is no such state machine.' }) as const;
    const { take, taken } = routing(`routes: [{ ${snapshots}, channel: ops }]`, refused);
    expect(await take(fixture('snapshot-create-succeeded'))).toEqual({ kind: 'done' });
    expect(taken).toMatchObject([
      {
        sighting: {
          kind: 'execution',
          phase: 'opens',
          key: 'execution/111122223333/eu-west-1/snapshot-management/start/start-snapshot',
          title: 'snapshot-management was not started',
          meaning: 'There is no such state machine.',
        },
        plan: { channel: 'ops', weight: 'incident', severity: 'high', route: 'start-snapshot' },
      },
    ]);
  });

  it('says why nobody can act on an event, where nothing started and no channel is named', async () => {
    const refused = () => ({ kind: 'refused', sentence: 'There is no such state machine.' }) as const;
    const { take, taken } = routing(
      `routes: [{ ${snapshots} }, { match: { source: [aws.ec2] }, do: notify, channel: c }]`,
      refused,
    );
    expect(await take(fixture('snapshot-create-succeeded'))).toEqual({
      kind: 'rejected',
      because: 'route start-snapshot did not start snapshot-management: There is no such state machine.',
    });
    expect(taken).toHaveLength(1);
  });

  it('does what it can where one deed fails, and then asks for the event again', async () => {
    const { take, wishes, failing } = routing(
      `routes: [{ match: { source: [aws.ec2] }, do: notify, channel: c }, { ${snapshots} }]`,
    );
    failing(true);
    await expect(take(fixture('snapshot-create-failed'))).rejects.toThrow('the store is full');
    expect(wishes).toHaveLength(1);
    failing(false);
    expect(await take(fixture('snapshot-create-failed'))).toEqual({ kind: 'done' });
  });

  it('does nothing with an event that no route matches, but ends what is over', async () => {
    const { take, taken } = routing('routes: []');
    expect(await take(fixture('guardduty-finding'))).toEqual({ kind: 'done' });
    expect(taken).toEqual([]);
    await take(fixture('alarm-ok'));
    expect(taken).toMatchObject([{ sighting: { phase: 'resolves' } }]);
  });

  it('takes an event of no known time as one of now', async () => {
    const { take, taken } = routing('routes: [{ match: { source: [shop.orders] }, do: notify, channel: c }]');
    await take({ ...fixture('custom-plain'), at: 0 });
    expect(taken[0]?.sighting.at).toBe(5_000);
  });
});

describe('an event of an account that is none of ours', () => {
  const elsewhere = ['999988887777'];
  const routes = `runbooks: { restart: { label: Restart, start: snapshot-management } }
routes:
  - { ${snapshots}, channel: starts }
  - { match: { source: [aws.ec2] }, do: incident, channel: ops, runbook: [restart] }
  - { match: { source: [aws.ec2] }, do: notify, channel: quiet }`;
  const event = fixture('snapshot-create-failed');

  it('is told, but starts nothing and has no buttons that would', async () => {
    const { take, taken, wishes } = routing(routes, undefined, elsewhere);
    expect(await take(event)).toEqual({ kind: 'done' });
    expect(wishes).toEqual([]);
    expect(taken.map(({ plan }) => [plan.channel, plan.runbook.length])).toEqual([
      ['ops', 0],
      ['quiet', 0],
      ['starts', 0],
    ]);
    expect(taken[0]?.sighting.advice).toMatch(
      /of account 111122223333, which is neither .* nor among accounts/,
    );
    expect(taken[2]?.sighting.title).toBe('snapshot-management was not started');
    const home = routing(routes);
    await home.take(event);
    expect(home.wishes).toHaveLength(1);
    expect(home.taken[0]?.plan.runbook).toHaveLength(1);
  });

  it('is left for people where its start has no channel', async () => {
    const { take, wishes } = routing(`routes: [{ ${snapshots} }]`, undefined, elsewhere);
    expect(await take(event)).toMatchObject({ because: expect.stringContaining('among accounts:') });
    expect(wishes).toEqual([]);
  });

  it('is done by a route whose match means that account', async () => {
    const means = `routes:
  - { match: { source: [aws.ec2], account: ['111122223333'] }, do: start, machine: snapshot-management }
  - { match: { source: [aws.ec2], account: [{ anything-but: ['222222222222'] }] }, do: start, machine: other }`;
    const { take, wishes } = routing(means, undefined, elsewhere);
    await take(event);
    expect(wishes.map(({ machine }) => machine)).toEqual(['snapshot-management']);
  });

  it('ends no incident of a key that others share', async () => {
    const text = `routes:
  - { match: { source: [aws.cloudwatch], detail: { state: { value: [ALARM] } } }, do: incident, channel: ops, key: '{{ $.detail.alarmName }}' }`;
    const over = fixture('alarm-ok');
    const keys = async (ours: readonly string[]) => {
      const { take, taken } = routing(text, undefined, ours);
      await take(over);
      return taken.map(({ sighting }) => sighting.key.split('/')[0]);
    };
    expect(await keys([over.account])).toEqual(['alarm', 'key']);
    expect(await keys(elsewhere)).toEqual(['alarm']);
  });

  it('is told without asking AWS whose accounts are whose', async () => {
    const { take, taken, asked } = routing(
      `routes: [{ match: { source: [aws.ec2] }, do: notify, channel: quiet }]`,
    );
    await take(event);
    expect([taken.length, asked()]).toEqual([1, 0]);
  });
});

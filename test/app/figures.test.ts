import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createFigures, measuredFrom, type Counted } from '../../src/app/figures.ts';
import { createMetrics } from '../../src/http/index.ts';
import {
  createLogger,
  createScheduler,
  createShiftableClock,
  silentLogger,
} from '../../src/platform/index.ts';

const clock = createShiftableClock({ frozenAt: 100_000 });
const counted: Counted = {
  pending: (limit) =>
    Promise.resolve([{ ask: { askedAt: 40_000 } }, { ask: { askedAt: 90_000 } }].slice(0, limit)),
  due: (now) => Promise.resolve(now === 100_000 ? ['due'] : []),
  openIncidents: () =>
    Promise.resolve([
      { severity: 'high', state: { kind: 'open' } },
      { severity: 'high', state: { kind: 'open' } },
      { severity: 'low', state: { kind: 'acknowledged', by: 'U1', at: 0 } },
      { severity: 'low', state: { kind: 'snoozed', by: 'U1', at: 0, until: 9 } },
    ]),
  connections: () => 2,
  store: () => true,
};

describe('the figures of the bot', () => {
  it('say how many approvals wait, for how long the oldest has, and what is due', async () => {
    const measured = measuredFrom(counted, clock);
    expect(await measured.pending()).toBe(2);
    expect(await measured.oldestPendingSeconds()).toBe(60);
    expect(await measured.due()).toBe(1);
  });

  it('say that nothing waits where nothing does', async () => {
    const measured = measuredFrom({ ...counted, pending: () => Promise.resolve([]) }, clock);
    expect(await measured.oldestPendingSeconds()).toBe(0);
  });

  it('say how many incidents are open, by severity and whether somebody acknowledged, also where none is', async () => {
    const { registry } = createMetrics(measuredFrom(counted, clock));
    const shown = await registry.getSingleMetricAsString('signalbox_incidents_open');
    expect(shown).toContain('signalbox_incidents_open{severity="high",state="open"} 2');
    expect(shown).toContain('signalbox_incidents_open{severity="low",state="acknowledged"} 1');
    expect(shown).toContain('signalbox_incidents_open{severity="low",state="snoozed"} 1');
    expect(shown).toContain('signalbox_incidents_open{severity="critical",state="open"} 0');
  });

  it('show no number of incidents that cannot be read, and the rest', async () => {
    const broken = { ...counted, openIncidents: () => Promise.reject(new Error('no disk')) };
    const shown = await createMetrics(measuredFrom(broken, clock)).registry.metrics();
    expect(shown).not.toContain('signalbox_incidents_open{');
    expect(shown).toContain('signalbox_approvals_pending 2');
  });

  it('stand in the log as one line that a metric filter can read', async () => {
    const destination = new PassThrough();
    const log = createLogger({ level: 'info', destination });
    const figures = createFigures(measuredFrom(counted, clock), {
      scheduler: createScheduler(silentLogger()),
      log,
    });
    await figures.write();
    expect(JSON.parse(String(destination.read()))).toMatchObject({
      msg: 'figures',
      ...{ pending: 2, oldestPendingSeconds: 60, due: 1, connections: 2, store: 1 },
      ...{ openIncidents: 4, unacknowledged: 2 },
    });
  });
});

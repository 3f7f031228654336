import type { Measured, OpenIncidentCount } from '../http/index.ts';
import { severities, type Incident } from '../incidents/index.ts';
import type { Clock, Logger, Part, Scheduler } from '../platform/index.ts';

const everyMinute = '0 * * * * *';
/** A gauge counts no further: beyond it the number says enough. */
const mostCounted = 10_000;
/** An incident is read whole, with its timeline. */
const mostIncidents = 1_000;
const standings = ['open', 'acknowledged', 'snoozed'] as const;

/** What the figures are read from. */
export interface Counted {
  readonly pending: (limit: number) => Promise<readonly { readonly ask: { readonly askedAt: number } }[]>;
  readonly due: (now: number, limit: number) => Promise<readonly unknown[]>;
  readonly openIncidents: (limit: number) => Promise<readonly Pick<Incident, 'severity' | 'state'>[]>;
  readonly connections: () => number;
  readonly store: () => boolean;
}

export function measuredFrom(counted: Counted, clock: Clock): Measured {
  return {
    pending: async () => (await counted.pending(mostCounted)).length,
    async oldestPendingSeconds() {
      const [oldest] = await counted.pending(1);
      return oldest ? Math.max(0, (clock.now() - oldest.ask.askedAt) / 1_000) : 0;
    },
    due: async () => (await counted.due(clock.now(), mostCounted)).length,
    incidents: async () => countsOf(await counted.openIncidents(mostIncidents)),
    connections: counted.connections,
    store: counted.store,
  };
}

function countsOf(open: readonly Pick<Incident, 'severity' | 'state'>[]): readonly OpenIncidentCount[] {
  return severities.flatMap((severity) =>
    standings.map((state) => ({
      severity,
      state,
      count: open.filter((one) => one.severity === severity && one.state.kind === state).length,
    })),
  );
}

/**
 * The figures as a line of the log, a minute: where nobody scrapes `/metrics`, a metric filter reads them
 * (deploy/signalbox.yaml), and a line that is missing says that nobody is at home.
 */
export function createFigures(
  measured: Measured,
  needs: { readonly scheduler: Scheduler; readonly log: Logger },
): Part & { readonly write: () => Promise<void> } {
  const write = async () => {
    const [pending, oldest, due, incidents] = await Promise.all([
      measured.pending(),
      measured.oldestPendingSeconds(),
      measured.due(),
      measured.incidents(),
    ]);
    const inAll = (which: readonly OpenIncidentCount[]) => which.reduce((sum, { count }) => sum + count, 0);
    const connections = measured.connections();
    const figures = {
      ...{ pending, oldestPendingSeconds: Math.round(oldest), due, connections },
      openIncidents: inAll(incidents),
      unacknowledged: inAll(incidents.filter(({ state }) => state === 'open')),
    };
    needs.log.info({ ...figures, store: measured.store() ? 1 : 0 }, 'figures');
  };
  return {
    name: 'figures',
    write,
    start() {
      needs.scheduler.every(everyMinute, 'figures', write);
      return Promise.resolve();
    },
    stop: () => Promise.resolve(),
  };
}

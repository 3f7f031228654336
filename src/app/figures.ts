import type { Measured } from '../http/index.ts';
import type { Clock, Logger, Part, Scheduler } from '../platform/index.ts';

const everyMinute = '0 * * * * *';
/** A gauge counts no further: beyond it the number says enough. */
const mostCounted = 10_000;

/** What the figures are read from. */
export interface Counted {
  readonly pending: (limit: number) => Promise<readonly { readonly ask: { readonly askedAt: number } }[]>;
  readonly due: (now: number, limit: number) => Promise<readonly unknown[]>;
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
    connections: counted.connections,
    store: counted.store,
  };
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
    const [pending, oldest, due] = await Promise.all([
      measured.pending(),
      measured.oldestPendingSeconds(),
      measured.due(),
    ]);
    const connections = measured.connections();
    const figures = { pending, oldestPendingSeconds: Math.round(oldest), due, connections };
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

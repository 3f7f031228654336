import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** What an operator watches; read from the record when somebody asks. */
export interface Measured {
  /** Approvals that wait for a decision. */
  readonly pending: () => Promise<number>;
  /** Records with something due that is not done yet. */
  readonly due: () => Promise<number>;
  /** Connections to Slack that are up. */
  readonly connections: () => number;
  /** Whether the store can be written, as of the last look. */
  readonly store: () => boolean;
}

export interface Metrics {
  readonly registry: Registry;
  /** Messages of the queues, by what became of them. */
  countMessages(what: string, howMany: number): void;
}

/** A registry of its own, so that two in one process do not meet. */
export function createMetrics(measured: Measured): Metrics {
  const registry = new Registry();
  const messages = new Counter({
    name: 'signalbox_queue_messages_total',
    help: 'Messages of the queues, by what became of them: received, done, again, rejected, failed, deleted',
    labelNames: ['what'],
    registers: [registry],
  });
  collectDefaultMetrics({ register: registry });
  gauge('signalbox_approvals_pending', 'Approvals that wait for a decision', measured.pending);
  gauge('signalbox_due', 'Records with due work that is not done yet', measured.due);
  gauge('signalbox_slack_connections', 'Socket Mode connections that are up', () =>
    Promise.resolve(measured.connections()),
  );
  gauge('signalbox_store_works', 'Whether the store can be written: 1, else 0', () =>
    Promise.resolve(measured.store() ? 1 : 0),
  );
  return {
    registry,
    countMessages(what, howMany) {
      messages.inc({ what }, howMany);
    },
  };

  function gauge(name: string, help: string, read: () => Promise<number>): void {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        async collect() {
          // What cannot be read now is no reason to show nothing of the rest.
          this.set(await read().catch(() => Number.NaN));
        },
      }),
    );
  }
}

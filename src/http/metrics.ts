import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What an operator watches; read from the record when somebody asks. */
export interface Measured {
  /** Approvals that wait for a decision. */
  readonly pending: () => Promise<number>;
  /** Records with something due that is not done yet. */
  readonly due: () => Promise<number>;
  /** Connections to Slack that are up. */
  readonly connections: () => number;
}

/** A registry of its own, so that two in one process do not meet. */
export function createMetrics(measured: Measured): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  gauge('signalbox_approvals_pending', 'Approvals that wait for a decision', measured.pending);
  gauge('signalbox_due', 'Records with due work that is not done yet', measured.due);
  gauge('signalbox_slack_connections', 'Socket Mode connections that are up', () =>
    Promise.resolve(measured.connections()),
  );
  return registry;

  function gauge(name: string, help: string, read: () => Promise<number>): void {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        async collect() {
          this.set(await read());
        },
      }),
    );
  }
}

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** So many open incidents of one severity stand so. */
export interface OpenIncidentCount {
  readonly severity: string;
  readonly state: string;
  readonly count: number;
}

/** What an operator watches; read from the record when somebody asks. */
export interface Measured {
  /** Approvals that wait for a decision. */
  readonly pending: () => Promise<number>;
  /** For how long the oldest of them has waited, seconds; 0 where none waits. */
  readonly oldestPendingSeconds: () => Promise<number>;
  /** Records with something due that is not done yet. */
  readonly due: () => Promise<number>;
  /** Open incidents by severity and by whether somebody has acknowledged them; kinds of which there is none too. */
  readonly incidents: () => Promise<readonly OpenIncidentCount[]>;
  /** Connections to Slack that are up. */
  readonly connections: () => number;
  /** Whether the store can be written, as of the last look. */
  readonly store: () => boolean;
}

export interface Metrics {
  readonly registry: Registry;
  /** Messages of the queues, by what became of them. */
  countMessages(what: string, howMany: number): void;
  /** A message came into work so long after it was sent. */
  messageWaited(seconds: number): void;
  /** An approval was decided so long after it was asked. */
  decided(verdict: string, afterSeconds: number): void;
  /** Somebody pressed and was refused. */
  refused(code: string): void;
  /** Work that was due failed; it is tried again. */
  readonly workFailed: (source: string) => void;
  /** Slack asked to slow down (429). */
  slackLimited(method: string): void;
}

/** From what a person does at once to what waits over a weekend, seconds. */
const decisionBuckets = [10, 60, 300, 900, 3_600, 14_400, 86_400, 259_200];
const waitBuckets = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600];

/** A registry of its own, so that two in one process do not meet. */
export function createMetrics(measured: Measured): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string, label: string) =>
    new Counter({ name, help, labelNames: [label], registers });
  const messages = counter(
    'signalbox_queue_messages_total',
    'Messages of the queues, by what became of them: received, done, again, rejected, failed, deleted',
    'what',
  );
  const refusals = counter('signalbox_refused_clicks_total', 'Presses that were refused, by why', 'code');
  const failures = counter(
    'signalbox_due_failed_total',
    'Due work that failed and is tried again, by kind of record',
    'source',
  );
  const limited = counter(
    'signalbox_slack_rate_limited_total',
    'Calls that Slack answered with 429, by method',
    'method',
  );
  const waited = new Histogram({
    name: 'signalbox_queue_message_age_seconds',
    help: 'How long a message had waited when its work began',
    buckets: waitBuckets,
    registers,
  });
  const decisions = new Histogram({
    name: 'signalbox_decision_seconds',
    help: 'From the ask to the decision that closed it',
    labelNames: ['verdict'],
    buckets: decisionBuckets,
    registers,
  });
  collectDefaultMetrics({ register: registry });
  gauge('signalbox_approvals_pending', 'Approvals that wait for a decision', measured.pending);
  gauge(
    'signalbox_approvals_oldest_seconds',
    'For how long the oldest open approval has waited',
    measured.oldestPendingSeconds,
  );
  gauge('signalbox_due', 'Records with due work that is not done yet', measured.due);
  registry.registerMetric(
    new Gauge({
      name: 'signalbox_incidents_open',
      help: 'Incidents that are not resolved, by severity and state: open (nobody has acknowledged it), acknowledged, snoozed',
      labelNames: ['severity', 'state'],
      registers: [],
      async collect() {
        // Read first: two scrapes at once must not see it half filled, and old numbers must not stay.
        const counts = await measured.incidents().catch(() => []);
        this.reset();
        for (const { count, ...labels } of counts) this.set(labels, count);
      },
    }),
  );
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
    messageWaited(seconds) {
      waited.observe(seconds);
    },
    decided(verdict, afterSeconds) {
      decisions.observe({ verdict }, afterSeconds);
    },
    refused(code) {
      refusals.inc({ code });
    },
    workFailed(source) {
      failures.inc({ source });
    },
    slackLimited(method) {
      limited.inc({ method });
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

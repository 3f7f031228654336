import { createAsks, type Batches, type Ledger } from '../approvals/index.ts';
import type { Aws } from '../aws/index.ts';
import type { Config, Policy } from '../config/index.ts';
import type { Endings } from '../delivery/index.ts';
import { createIntake, createRouting, routesOf, type MessageHandler } from '../events/index.ts';
import { isMapChild, type Follows, type StartByEvent } from '../executions/index.ts';
import type { Metrics } from '../http/index.ts';
import { stepsFor, type Incidents } from '../incidents/index.ts';
import { siteOf, type Clock, type Logger } from '../platform/index.ts';
import type { Stores } from '../stores/index.ts';

/** Polls per activity: as many asks can be taken at the same moment. */
const pollsPerActivity = 2;

/** Everything that comes in by itself: asks and events of the queues, tasks of activities. */
export interface Incoming {
  start(): void;
  /** Takes no more; what is in hand is finished. */
  stop(): Promise<void>;
  /** Polls the activities of today's gates. */
  pollActivities(): void;
}

export function createIncoming(needs: {
  config: Config;
  policy: () => Policy;
  aws: Aws;
  stores: Stores;
  ledger: Ledger;
  batches: Batches;
  follows: Follows;
  endings: Endings;
  incidents: Pick<Incidents, 'take'>;
  startByEvent: StartByEvent;
  metrics: Metrics;
  startedBy: (executionArn: string) => Promise<string | undefined>;
  /** Whether what is taken can be recorded. */
  mayTake: () => boolean;
  wake: (approvalId: string) => void;
  /** Told of every status event. */
  onStatusEvent: () => void;
  clock: Clock;
  log: Logger;
}): Incoming {
  const { config, policy, aws, stores, follows, endings, mayTake, clock, log } = needs;
  const asks = createAsks({
    ledger: needs.ledger,
    batches: needs.batches,
    gates: () => policy().gates,
    sites: () => aws.sites(),
    clock,
    log,
    wake: needs.wake,
  });
  const handle = createIntake({
    seen: stores.seen,
    asks,
    async onStatusChange(change, event) {
      const { executionArn, status, redriveCount } = change;
      const site = siteOf(executionArn, await aws.sites());
      const sentFrom = event.account === '' ? site?.account : event.account;
      if (!site || sentFrom !== site.account) {
        log.warn({ executionArn, account: event.account }, 'status event of another account passed by');
        return;
      }
      needs.onStatusEvent();
      const route = routesOf(event, policy().routes).find((one) => one.do === 'follow');
      const channel = route?.channel ?? (await follows.get(executionArn))?.channel;
      if (channel !== undefined && !isMapChild(executionArn)) {
        const starter = await needs.startedBy(executionArn);
        await follows.seen(
          { ...change, machine: aws.machineName(executionArn) },
          { channel, ...(starter !== undefined && { startedBy: starter }) },
        );
      }
      if (status !== 'RUNNING' || redriveCount > 0) await endings.onHint(executionArn);
    },
    onEvent: createRouting({
      routes: () => policy().routes,
      incidents: needs.incidents,
      stepsFor: (sighting) => stepsFor(sighting, policy().exposedKeys),
      start: needs.startByEvent,
      accounts: async () => (await aws.sites()).map(({ account }) => account),
      clock,
      log: log.child({ room: 'events' }),
    }),
    clock,
    log: log.child({ room: 'events' }),
  });
  const count = (...counted: Parameters<Metrics['countMessages']>) => {
    needs.metrics.countMessages(...counted);
  };
  const timed: MessageHandler = (message, signal) => {
    if (message.sentAt !== undefined) needs.metrics.messageWaited((clock.now() - message.sentAt) / 1_000);
    return handle(message, signal);
  };
  const queues = config.policy.queues.map((queueUrl) =>
    aws.queue({ queueUrl, handle: timed, mayTake, count }),
  );
  const incoming: Incoming = {
    start() {
      incoming.pollActivities();
      for (const queue of queues) queue.start();
    },
    async stop() {
      await Promise.all([aws.activities.stop(), ...queues.map((queue) => queue.stop())]);
    },
    pollActivities() {
      const activities = [...policy().gates.values()].flatMap(({ activity }) => activity ?? []);
      aws.activities.poll({
        activities,
        concurrency: pollsPerActivity,
        onTask: (task) => asks.take(task),
        mayTake,
      });
    },
  };
  return incoming;
}

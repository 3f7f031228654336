import { join } from 'node:path';
import { createAccess } from './access/index.ts';
import { createApprovals, createLedger, type Ask } from './approvals/index.ts';
import { createAws, type ActivityTask } from './aws/index.ts';
import type { Config, Policy } from './config/index.ts';
import { closeEnded, createDelivery } from './delivery/index.ts';
import { createExecutions } from './executions/index.ts';
import { createHttp, createMetrics } from './http/index.ts';
import {
  createScheduler,
  createSealer,
  fitsGlob,
  inOrder,
  type Clock,
  type Logger,
  type Part,
} from './platform/index.ts';
import { connectSlack } from './slack/index.ts';
import { openSqliteStores } from './stores/sqlite/index.ts';

/** Polls per activity: as many asks can be taken at the same moment. */
const pollsPerActivity = 2;
/** How often cards of executions that ended elsewhere are looked for. */
const endedEvery = '*/10 * * * * *';
/** A gauge counts no further: beyond it the number says enough. */
const mostCounted = 10_000;
/** ListExecutions' largest page. */
const mostRunning = 1_000;

export interface App {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Takes a new policy; what was asked before keeps its own as well. */
  usePolicy(policy: Policy): void;
  /** Looks at everything that may be due now, without waiting for the next second. */
  look(): Promise<void>;
}

/** Joins the adapters to the core: the only place that knows both. */
export function createApp(config: Config, needs: { clock: Clock; log: Logger }): App {
  const { clock, log } = needs;
  let { policy } = config;
  const stores = openSqliteStores(join(config.dataFolder, 'signalbox.db'));
  const scheduler = createScheduler(log);
  const slack = connectSlack({ ...config.slack, clock, log: log.child({ room: 'slack' }) });
  const aws = createAws({ ...config.aws, log: log.child({ room: 'aws' }) });
  const access = createAccess({ directory: slack.directory, rules: () => policy.access });
  const ledger = createLedger({ store: stores.approvals, sealer: createSealer(config.tokenKeys), clock });
  const delivery = createDelivery({
    records: ledger,
    callbacks: aws.callbacks,
    prover: aws.prover,
    cards: slack.cards,
    startedBy: async (executionArn) => (await stores.starts.startOf(executionArn))?.startedBy,
    clock,
    scheduler,
    log: log.child({ room: 'delivery' }),
  });
  const approvals = createApprovals({
    ledger,
    gate: (name) => policy.gates.get(name),
    directory: slack.directory,
    clock,
    log: log.child({ room: 'approvals' }),
    wake: (id) => {
      delivery.wake(id);
    },
  });
  const executions = createExecutions({
    stepFunctions: aws.stepFunctions,
    starts: stores.starts,
    may: (who, action, machine) => access.may(who, action, machine),
    isOurs: (machine) => policy.machines.some((glob) => fitsGlob(glob, machine)),
    onAborted: () => {
      void lookForEnded();
    },
    clock,
    log: log.child({ room: 'executions' }),
  });
  slack.listen({ approvals, executions, access });

  const onTask = async (task: ActivityTask) => {
    const gate = [...policy.gates.values()].find(({ activity }) => activity === task.activity);
    if (!gate) throw new Error(`no gate for activity ${task.activity}`);
    const ask: Ask = {
      form: 'activity',
      input: task.input,
      askedAt: clock.now(),
      workerName: task.workerName,
    };
    const approval = await ledger.open(gate, ask, task.token);
    log.info({ approvalId: approval.id, gate: gate.name }, 'ask recorded');
    delivery.wake(approval.id);
  };
  const lookForEnded = () =>
    closeEnded({
      records: ledger,
      log,
      wake: (id) => {
        delivery.wake(id);
      },
      executions: {
        running: async (stateMachineArn) => {
          const running = await aws.stepFunctions.executions(stateMachineArn, {
            status: 'RUNNING',
            limit: mostRunning,
          });
          return new Set(running.map(({ executionArn }) => executionArn));
        },
        statusOf: async (executionArn) => (await aws.stepFunctions.describe(executionArn)).status,
      },
    });

  const parts: readonly Part[] = [
    {
      name: 'stores',
      start: () => Promise.resolve(),
      stop: async () => {
        await Promise.resolve();
        stores.close();
      },
    },
    { name: 'aws', start: () => Promise.resolve(), stop: () => aws.stop() },
    slack,
    { name: 'scheduler', start: () => Promise.resolve(), stop: () => scheduler.stop() },
    delivery,
    {
      name: 'asks',
      start: () => {
        scheduler.every(endedEvery, 'executions that ended elsewhere', lookForEnded);
        const activities = [...policy.gates.values()].flatMap(({ activity }) => activity ?? []);
        aws.activities.start({ activities, concurrency: pollsPerActivity, onTask });
        return Promise.resolve();
      },
      stop: () => aws.activities.stop(),
    },
  ];
  let running = false;
  const ready = () => {
    if (!running) return { ready: false, because: 'starting or stopping' };
    return slack.connected() > 0 ? { ready: true } : { ready: false, because: 'no connection to Slack' };
  };
  const metrics = createMetrics({
    pending: async () => (await ledger.pending(mostCounted)).length,
    due: async () => (await ledger.due(clock.now(), mostCounted)).length,
    connections: () => slack.connected(),
  });
  const { httpPort, httpHost } = config;
  // Health comes first and goes last: whoever watches sees the start and the stop.
  const http = httpPort === undefined ? [] : [createHttp({ port: httpPort, host: httpHost, ready, metrics })];
  const whole = inOrder([...http, ...parts]);
  return {
    async start() {
      await whole.start();
      running = true;
    },
    async stop() {
      running = false;
      await whole.stop();
    },
    usePolicy(next) {
      policy = next;
    },
    async look() {
      await lookForEnded();
      await delivery.sweep();
    },
  };
}

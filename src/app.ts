import { createAccessRoom } from './access/index.ts';
import { countedApprovals } from './app/counted-approvals.ts';
import { createFigures, measuredFrom } from './app/figures.ts';
import { createFollowing } from './app/following.ts';
import { createHealth } from './app/health.ts';
import { createIncidentsPart } from './app/incidents.ts';
import { createIncoming } from './app/incoming.ts';
import { createUpkeep } from './app/upkeep.ts';
import { createApprovals, createBatches, createLedger } from './approvals/index.ts';
import { createAws } from './aws/index.ts';
import { principalsOf, touches, type Config, type Policy } from './config/index.ts';
import {
  approvalWork,
  batchWork,
  createDueWork,
  createEndings,
  createScheduleWork,
} from './delivery/index.ts';
import {
  createExecutions,
  createScheduling,
  createStartByEvent,
  known,
  type ExecutionsNeeds,
} from './executions/index.ts';
import { createMetrics } from './http/index.ts';
import {
  createScheduler,
  createSealer,
  inOrder,
  siteInWords,
  type Clock,
  type Logger,
  type Part,
} from './platform/index.ts';
import { createPictures } from './pictures/index.ts';
import { connectSlack } from './slack/index.ts';
import { createStoreWatch, openStores } from './stores/index.ts';

export interface App {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Takes a new policy; what was asked before keeps its own as well. */
  usePolicy(policy: Policy): void;
  /** Looks at everything that may be due now, without waiting for the next second. */
  look(): Promise<void>;
}

/** Joins the adapters to the core: the only place that knows both. */
export function createApp(
  config: Config,
  needs: {
    clock: Clock;
    log: Logger;
    /** Hears why Signalbox can no longer work until it is started again. */
    gaveUp: (because: string) => void;
  },
): App {
  const { clock, log } = needs;
  let { policy } = config;
  const room = (name: string) => log.child({ room: name });
  const stores = openStores(config);
  const scheduler = createScheduler(log);
  const storeWatch = createStoreWatch({ stores, scheduler, log: room('stores'), gaveUp: needs.gaveUp });
  const storeWorks = () => storeWatch.works();
  const mayTake = () => storeWatch.trouble() === undefined;
  const slack = connectSlack({
    ...config.slack,
    where: (place) => siteInWords(place, policy.accounts),
    clock,
    log: room('slack'),
    onLimited: (method) => {
      metrics.slackLimited(method);
    },
  });
  const aws = createAws({ ...config.aws, accounts: policy.accounts, clock, log: room('aws') });
  const pictures = createPictures();
  const isOurs = (machine: string) => touches(policy, machine);
  const { access, limits, flush } = createAccessRoom({
    directory: slack.directory,
    rules: () => policy.access,
    narrowedBy: () => principalsOf(policy),
    simulator: aws.principals,
    place: (machine) => aws.place(machine),
    machines: async () => (await aws.stepFunctions.machines()).map(({ name }) => name).filter(isOurs),
    store: stores.refusals,
    clock,
    log: room('access'),
  });
  const ledger = createLedger({ store: stores.approvals, sealer: createSealer(config.tokenKeys), clock });
  const startedBy = async (executionArn: string) => (await stores.starts.startOf(executionArn))?.startedBy;
  const measured = measuredFrom(
    {
      pending: (limit) => ledger.pending(limit),
      due: (now, limit) => ledger.due(now, limit),
      openIncidents: (limit) => stores.incidents.open(limit),
      connections: () => slack.connected(),
      store: mayTake,
    },
    clock,
  );
  const metrics = createMetrics(measured);
  const delivering = { storeWorks, clock, scheduler, log: room('delivery'), onFailed: metrics.workFailed };
  const batches = createBatches({
    store: stores.batches,
    clock,
    wake: (id) => {
      batching.wake(id);
    },
  });
  const batching = createDueWork(
    batchWork({
      batches: { ...batches, ofBatch: (id) => ledger.ofBatch(id) },
      cards: slack.batchCards,
      ...delivering,
    }),
    delivering,
  );
  const work = createDueWork(
    approvalWork({
      records: ledger,
      callbacks: aws.callbacks,
      prover: aws.prover,
      cards: slack.cards,
      announcer: slack.announcer,
      batches,
      deadLetters: {
        put: ({ queueUrl, body, because }) => aws.deadLetters(queueUrl).put(body, because),
      },
      startedBy,
      ...delivering,
    }),
    delivering,
  );
  const homesChanged = () => {
    slack.homesChanged();
  };
  const wake = (id: string) => {
    work.wake(id);
    homesChanged();
  };
  const following = createFollowing({
    ...{ stores, aws, cards: slack.followCards, pictures, storeWorks, scheduler, clock, log },
  });
  const { follows } = following;
  const approvals = createApprovals({
    ledger,
    gate: (name) => policy.gates.get(name),
    leaves: () => policy.people,
    directory: slack.directory,
    clock,
    log: room('approvals'),
    wake,
    batchChanged: (id) => batches.changed(id),
  });
  const describe = (executionArn: string) => known(() => aws.stepFunctions.describe(executionArn), undefined);
  const endings = createEndings({
    records: ledger,
    statusOf: async (executionArn) => (await describe(executionArn))?.status,
    prover: aws.prover,
    wake,
    clock,
    log,
  });
  const ground: ExecutionsNeeds = {
    stepFunctions: aws.stepFunctions,
    starts: stores.starts,
    may: (who, action, machine) => access.may(who, action, machine),
    workflows: () => policy.workflows,
    places: slack.places,
    onStarted: homesChanged,
    demand: (who, action, machine) => access.demand(who, action, machine),
    isOurs,
    onAborted: (executionArn) => {
      slack.homesChanged();
      void endings.onHint(executionArn);
    },
    follows,
    pictures,
    clock,
    log: room('executions'),
  };
  const executions = createExecutions(ground);
  const scheduling = createScheduling({
    ...ground,
    store: stores.schedules,
    written: () => policy.schedules,
    zoneOf: async (who) => (await slack.directory.person(who)).zone,
    onChanged: (name) => {
      firing.wake(name);
    },
  });
  const firing = createScheduleWork({ ...scheduling, ...delivering, teller: slack.scheduleTeller });
  const responding = createIncidentsPart({
    ...{ stores, access, slack, ground, follows, keys: aws.keys, exposedKeys: () => policy.exposedKeys },
    ...{ storeWorks, scheduler, clock, log, onFailed: metrics.workFailed },
  });
  const { incidents } = responding;
  slack.listen({
    approvals: countedApprovals(approvals, metrics),
    executions,
    schedules: scheduling.schedules,
    access,
    limits,
    incidents,
  });

  /** Cards of open approvals say where today's policy is another than the one they were asked under. */
  const lookAtPolicy = () =>
    approvals.policyChanged().catch((error: unknown) => {
      log.error({ err: error }, 'open approvals not held against the policy');
    });

  const incoming = createIncoming({
    ...{ config, policy: () => policy, aws, stores, ledger, batches, follows, endings, metrics },
    ...{ startedBy, mayTake, wake, clock, log },
    startByEvent: createStartByEvent(ground),
    incidents,
    onStatusEvent: homesChanged,
  });
  const upkeep = createUpkeep({
    ...{ policy: () => policy, stores, aws, endings, follows, flush, scheduler, clock, log },
    storeWorks: mayTake,
  });
  const nothing = () => Promise.resolve();
  const parts: readonly Part[] = [
    {
      name: 'stores',
      start: () => stores.open(),
      stop: async () => {
        await nothing();
        stores.close();
      },
    },
    { name: 'aws', start: nothing, stop: () => aws.stop() },
    { name: 'pictures', start: nothing, stop: () => pictures.stop() },
    slack,
    { name: 'refusals', start: nothing, stop: flush },
    { name: 'scheduler', start: nothing, stop: () => scheduler.stop() },
    createFigures(measured, { scheduler, log: room('figures') }),
    storeWatch,
    work,
    batching,
    ...following.parts,
    ...responding.parts,
    { name: 'schedules of the file', start: () => scheduling.takeFile(), stop: nothing },
    firing,
    {
      name: 'asks',
      start: () => {
        upkeep.start();
        void lookAtPolicy();
        incoming.start();
        return nothing();
      },
      stop: () => incoming.stop(),
    },
  ];
  const health = createHealth({
    ...{ config, metrics },
    storeTrouble: () => storeWatch.trouble(),
    connections: () => slack.connected(),
  });
  const whole = inOrder([...health.parts, ...parts]);
  return {
    async start() {
      await whole.start();
      health.becomes(true);
    },
    async stop() {
      health.becomes(false);
      await whole.stop();
    },
    usePolicy(next) {
      policy = next;
      aws.useAccounts(next.accounts);
      slack.homesChanged();
      void lookAtPolicy();
      if (health.isUp()) {
        incoming.pollActivities();
        void scheduling.takeFile().then(() => firing.sweep());
      }
    },
    async look() {
      await upkeep.lookAround();
      await following.look();
      await work.sweep();
      await batching.sweep();
      await firing.sweep();
      await responding.look();
      await upkeep.retain();
    },
  };
}

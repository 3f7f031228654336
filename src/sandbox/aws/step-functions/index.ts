import type { ShiftableClock } from '../../../platform/index.ts';
import type { JobEnds } from '../batch/index.ts';
import { homeAccount } from '../caller.ts';
import type { Operations } from '../operation.ts';
import type { Colleagues, Service } from '../service.ts';
import { createActivities } from './activities.ts';
import { aliasOperations } from './aliases.ts';
import { createBeginnings } from './begin.ts';
import { describeOperations } from './describe.ts';
import type { Journal } from './durable/journal.ts';
import { keeping } from './durable/rest.ts';
import { restore } from './durable/restore.ts';
import { createExecutionStore, type StoredExecution } from './execution-store.ts';
import { historyOperations } from './history.ts';
import type { Machines } from './machine.ts';
import { machineOperations } from './machines.ts';
import { mapRunOperations } from './map-runs.ts';
import { redriveOperations } from './redrive.ts';
import { startOperations } from './start.ts';
import { tagOperations } from './tags.ts';
import { taskAnswerOperations } from './task-answers.ts';
import { createTaskTokens } from './task-token.ts';
import { createTasks } from './tasks.ts';
import { testStateOperations } from './test-state.ts';
import { versionOperations } from './versions.ts';

export { createFileJournal, type Journal } from './durable/journal.ts';
export { camelKeys } from './integrations/index.ts';
export type { StoredExecution } from './execution-store.ts';
export { statusChangeEvent } from './status-event.ts';

export interface LocalStepFunctions {
  readonly service: Service;
  settled(): Promise<void>;
  /** Goes on with what an earlier process left. Before anything else is asked. */
  restore(): Promise<void>;
  /** Ends every execution and forgets everything. */
  reset(): void;
  /** Stops, and leaves everything to the next process, where it is kept. */
  stop(): void;
}

/** The role of seeded machines; nothing checks it. */
export const seedRole = `arn:aws:iam::${homeAccount}:role/signalbox-sandbox`;

export function createLocalStepFunctions(needs: {
  clock: ShiftableClock;
  colleagues: Colleagues;
  /** Jobs of Batch, for `.sync` tasks. */
  jobs: JobEnds;
  /** An execution of a STANDARD machine started, ended, or was redriven. */
  onStatus?: (execution: StoredExecution) => void;
  /** Where everything is kept for the next process; in memory alone where absent. */
  journal?: Journal;
}): LocalStepFunctions {
  const { clock, colleagues, journal } = needs;
  const machines: Machines = new Map();
  const executions = createExecutionStore();
  const tokens = createTaskTokens();
  const activities = createActivities(clock);
  const tasks = createTasks({ activities, colleagues, executions, jobs: needs.jobs, tokens, clock });
  let quiet = false;
  const onStatus = (execution: StoredExecution) => {
    if (!quiet) needs.onStatus?.(execution);
  };
  const rooms = { machines, executions, clock, onStatus, ...(journal && { journal }) };
  const beginnings = createBeginnings({ ...rooms, tasks, tokens });
  const operations: Operations = {
    ...machineOperations({ ...rooms, busy: (arn) => beginnings.busy(arn) }),
    ...versionOperations(rooms),
    ...aliasOperations(rooms),
    ...tagOperations((arn) => machines.get(arn)?.tags ?? activities.tagsOf(arn)),
    ...startOperations({ ...rooms, begin: beginnings.begin }),
    ...testStateOperations({ begin: beginnings.begin, clock }),
    ...describeOperations(rooms),
    ...historyOperations(rooms),
    ...mapRunOperations(rooms),
    ...redriveOperations(rooms),
    ...activities.operations,
    ...taskAnswerOperations(tokens),
  };
  const reset = () => {
    // Nobody hears of executions that end with the world.
    quiet = true;
    for (const { run } of beginnings.running()) run?.stop({});
    quiet = false;
    activities.clear();
    tasks.clear();
    executions.clear();
    machines.clear();
  };
  return {
    service: {
      name: 'states',
      json: { target: 'AWSStepFunctions', version: '1.0' },
      operations: journal ? keeping(operations, { journal, machines, activities }) : operations,
    },
    async restore() {
      if (journal) await restore({ journal, beginnings, executions, machines, activities, tasks, clock });
    },
    async settled() {
      while (await tasks.settled()) {
        await Promise.all(beginnings.running().map(async ({ run }) => run?.settled()));
        if (tasks.idle) return;
      }
    },
    reset() {
      reset();
      journal?.clear();
    },
    stop() {
      journal?.close();
      reset();
    },
  };
}

import type { Clock } from '../../../platform/index.ts';
import { homeAccount } from '../caller.ts';
import type { Colleagues, Service } from '../service.ts';
import { createActivities } from './activities.ts';
import { aliasOperations } from './aliases.ts';
import { createBeginnings } from './begin.ts';
import { describeOperations } from './describe.ts';
import { createExecutionStore, type StoredExecution } from './execution-store.ts';
import { historyOperations } from './history.ts';
import type { Machines } from './machine.ts';
import { machineOperations } from './machines.ts';
import { redriveOperations } from './redrive.ts';
import { startOperations } from './start.ts';
import { tagOperations } from './tags.ts';
import { taskAnswerOperations } from './task-answers.ts';
import { createTaskTokens } from './task-token.ts';
import { createTasks } from './tasks.ts';
import { testStateOperations } from './test-state.ts';
import { versionOperations } from './versions.ts';

export type { StoredExecution } from './execution-store.ts';
export { statusChangeEvent } from './status-event.ts';

export interface LocalStepFunctions {
  readonly service: Service;
  settled(): Promise<void>;
  /** Ends every execution and forgets everything. */
  reset(): void;
}

/** The role of seeded machines; nothing checks it. */
export const seedRole = `arn:aws:iam::${homeAccount}:role/signalbox-sandbox`;

export function createLocalStepFunctions(needs: {
  clock: Clock;
  colleagues: Colleagues;
  /** An execution of a STANDARD machine started, ended, or was redriven. */
  onStatus?: (execution: StoredExecution) => void;
}): LocalStepFunctions {
  const { clock, colleagues } = needs;
  const machines: Machines = new Map();
  const executions = createExecutionStore();
  const tokens = createTaskTokens();
  const activities = createActivities(clock);
  const tasks = createTasks({ activities, colleagues, executions, tokens, clock });
  let quiet = false;
  const onStatus = (execution: StoredExecution) => {
    if (!quiet) needs.onStatus?.(execution);
  };
  const rooms = { machines, executions, clock, onStatus };
  const beginnings = createBeginnings({ ...rooms, tasks, tokens });
  return {
    service: {
      name: 'states',
      json: { target: 'AWSStepFunctions', version: '1.0' },
      operations: {
        ...machineOperations({ ...rooms, busy: (arn) => beginnings.busy(arn) }),
        ...versionOperations(rooms),
        ...aliasOperations(rooms),
        ...tagOperations((arn) => machines.get(arn)?.tags ?? activities.tagsOf(arn)),
        ...startOperations({ ...rooms, begin: beginnings.begin }),
        ...testStateOperations({ begin: beginnings.begin, clock }),
        ...describeOperations(rooms),
        ...historyOperations(rooms),
        ...redriveOperations(rooms),
        ...activities.operations,
        ...taskAnswerOperations(tokens),
      },
    },
    async settled() {
      while (await tasks.settled()) {
        await Promise.all(beginnings.running().map(async ({ run }) => run?.settled()));
        if (tasks.idle) return;
      }
    },
    reset() {
      // Nobody hears of executions that end with the world.
      quiet = true;
      for (const { run } of beginnings.running()) run?.stop({});
      quiet = false;
      activities.clear();
      tasks.clear();
      executions.clear();
      machines.clear();
    },
  };
}

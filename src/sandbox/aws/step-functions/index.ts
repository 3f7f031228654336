import type { Clock } from '../../../platform/index.ts';
import { homeAccount } from '../caller.ts';
import type { FunctionRunner } from '../functions.ts';
import type { Service } from '../service.ts';
import { createActivities } from './activities.ts';
import { executionOperations, type Executions } from './executions.ts';
import { machineOperations, type Machines } from './machines.ts';
import { createTasks } from './tasks.ts';

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
  functions: FunctionRunner;
}): LocalStepFunctions {
  const { clock } = needs;
  const machines: Machines = new Map();
  const executions: Executions = new Map();
  const activities = createActivities(clock);
  const tasks = createTasks({ activities, functions: needs.functions });
  return {
    service: {
      name: 'states',
      json: { target: 'AWSStepFunctions', version: '1.0' },
      operations: {
        ...machineOperations({ machines, clock }),
        ...executionOperations({ executions, machines, activities, tasks, clock }),
        ...activities.operations,
        ...tasks.operations,
      },
    },
    settled: () => tasks.settled(),
    reset() {
      for (const execution of executions.values()) execution.run?.stop({});
      activities.clear();
      tasks.clear();
      executions.clear();
      machines.clear();
    },
  };
}

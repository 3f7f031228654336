import { abortExecution, type Abort } from './abort-execution.ts';
import { executionStatus, type ExecutionStatusOf } from './execution-status.ts';
import { executionHistory, type ExecutionHistoryOf } from './execution-history.ts';
import { createFinder } from './finder.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { listMachines, type ListMachines } from './machine-list.ts';
import { inWords, type Refused } from './refusal.ts';
import { redriveExecution, type Redrive } from './redrive-execution.ts';
import { startExecution, type StartExecution } from './start-execution.ts';
import { watchExecution, type Watch } from './watch-execution.ts';

/** What people do with executions, from Slack or elsewhere. Refusals are values, in words. */
export interface Executions extends Abort, Redrive, Watch {
  list: ListMachines;
  start: StartExecution;
  status: ExecutionStatusOf;
  history: ExecutionHistoryOf;
}

export function createExecutions(needs: ExecutionsNeeds): Executions {
  const finder = createFinder(needs);
  const spoken =
    <Request, Answer>(ask: (request: Request) => Promise<Answer>) =>
    (request: Request): Promise<Answer | Refused> =>
      inWords(needs.log, () => ask(request));
  const { toRedrive, redrive } = redriveExecution(needs, finder);
  const { watch, unwatch } = watchExecution(needs, finder);
  const { toAbort, abort } = abortExecution(needs, finder);
  return {
    list: spoken(listMachines(needs, finder)),
    start: spoken(startExecution(needs, finder)),
    status: spoken(executionStatus(needs, finder)),
    history: spoken(executionHistory(needs, finder)),
    toRedrive: spoken(toRedrive),
    redrive: spoken(redrive),
    watch: spoken(watch),
    unwatch: spoken(unwatch),
    toAbort: spoken(toAbort),
    abort: spoken(abort),
  };
}

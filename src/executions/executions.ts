import { abortExecution, type Abort } from './abort-execution.ts';
import { executionStatus, type ExecutionStatusOf } from './execution-status.ts';
import { executionHistory, type ExecutionHistoryOf } from './execution-history.ts';
import { createFinder } from './finder.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { listMachines, type ListMachines } from './machine-list.ts';
import { inWords, type Refused } from './refusal.ts';
import { redriveExecution, type Redrive } from './redrive-execution.ts';
import { executionPicture, type ExecutionPictureOf } from './run-picture.ts';
import { runningFor, type RunningFor } from './running-for.ts';
import { startExecution, type Starting } from './start-execution.ts';
import { createStartables } from './startables.ts';
import { watchExecution, type Watch } from './watch-execution.ts';
import type { Workflow } from './workflow.ts';

/** What people do with executions, from Slack or elsewhere. Refusals are values, in words. */
export interface Executions extends Abort, Redrive, Starting, Watch {
  list: ListMachines;
  status: ExecutionStatusOf;
  history: ExecutionHistoryOf;
  picture: ExecutionPictureOf;
  running: (...request: Parameters<RunningFor>) => Promise<Awaited<ReturnType<RunningFor>> | Refused>;
  /** The workflow of exactly this name, as signalbox.yaml has it now. */
  workflow(name: string): Workflow | undefined;
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
  const { startables, toStart, start } = startExecution(needs, createStartables(needs, finder));
  return {
    list: spoken(listMachines(needs, finder)),
    startables: spoken(startables),
    toStart: spoken(toStart),
    start: spoken(start),
    status: spoken(executionStatus(needs, finder)),
    history: spoken(executionHistory(needs, finder)),
    picture: spoken(executionPicture(needs, finder)),
    toRedrive: spoken(toRedrive),
    redrive: spoken(redrive),
    watch: spoken(watch),
    unwatch: spoken(unwatch),
    running: spoken(runningFor(needs, finder)),
    workflow: (name) => needs.workflows().get(name),
    toAbort: spoken(toAbort),
    abort: spoken(abort),
  };
}

import type { Execution, OpenMapRun } from '../../../../states-language/index.ts';
import type { Input } from './entry.ts';

/** An execution whose every input is noted before it takes effect. @param redrive the latest, as it is kept */
export function witnessed(
  run: Execution,
  note: (input: Input) => void,
  redrive: () => { readonly at: number; readonly clientToken?: string },
): Execution {
  return {
    start: () => run.start(),
    taskStarted(id, started) {
      note({ call: 'taskStarted', id, with: started });
      return run.taskStarted(id, started);
    },
    taskSubmitted(id, output) {
      note({ call: 'taskSubmitted', id, with: output });
      return run.taskSubmitted(id, output);
    },
    taskSucceeded(id, output) {
      note({ call: 'taskSucceeded', id, with: output });
      return run.taskSucceeded(id, output);
    },
    taskFailed(id, failure) {
      note({ call: 'taskFailed', id, with: failure });
      return run.taskFailed(id, failure);
    },
    taskHeartbeat(id) {
      note({ call: 'taskHeartbeat', id });
      return run.taskHeartbeat(id);
    },
    childEnded(id, outcome) {
      note({ call: 'childEnded', id, with: outcome });
      return run.childEnded(id, outcome);
    },
    stop(because) {
      note({ call: 'stop', with: because });
      return run.stop(because);
    },
    redrive() {
      note({ call: 'redrive', with: redrive() });
      return run.redrive();
    },
    settled: () => run.settled(),
    isOpen: (taskId) => run.isOpen(taskId),
    get mapRuns(): readonly OpenMapRun[] {
      return run.mapRuns.map((mapRun, id) => ({
        report: () => mapRun.report(),
        update(limits) {
          note({ call: 'mapRun', id, with: limits });
          return mapRun.update(limits);
        },
      }));
    },
  };
}

/** Gives an execution an input again. */
export function apply(run: Execution, input: Input): void {
  switch (input.call) {
    case 'taskStarted':
      run.taskStarted(input.id, input.with);
      return;
    case 'taskSubmitted':
      run.taskSubmitted(input.id, input.with);
      return;
    case 'taskSucceeded':
      run.taskSucceeded(input.id, input.with);
      return;
    case 'taskFailed':
      run.taskFailed(input.id, input.with);
      return;
    case 'taskHeartbeat':
      run.taskHeartbeat(input.id);
      return;
    case 'childEnded':
      run.childEnded(input.id, input.with);
      return;
    case 'mapRun':
      run.mapRuns[input.id]?.update(input.with);
      return;
    case 'stop':
      run.stop(input.with);
      return;
    case 'redrive':
      run.redrive();
      return;
    case 'timer':
      return;
  }
}

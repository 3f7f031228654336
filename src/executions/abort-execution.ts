import type { UserId } from '../access/index.ts';
import type { ExecutionSummary } from './execution.ts';
import type { Finder } from './finder.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { isRefused, refused, type Refused } from './refusal.ts';

interface Named<K extends string> {
  readonly kind: K;
  readonly execution: ExecutionSummary;
  readonly machine: string;
}

export interface Abort {
  /** The execution that `abort` would stop. */
  readonly toAbort: (request: { who: UserId; name: string }) => Promise<Named<'abortable'> | Refused>;
  readonly abort: (request: {
    who: UserId;
    executionArn: string;
    reason: string;
  }) => Promise<Named<'aborted'> | Refused>;
}

export function abortExecution(needs: ExecutionsNeeds, finder: Finder): Abort {
  return {
    async toAbort({ who, name }) {
      const found = await finder.execution(who, 'abort', name);
      if (isRefused(found)) return found;
      const { execution, machine } = found;
      return execution.status === 'RUNNING'
        ? { kind: 'abortable', execution, machine: machine.name }
        : refused(`${execution.name} of ${machine.name} is not running: it is ${execution.status}.`);
    },
    async abort({ who, executionArn, reason }) {
      const found = await finder.execution(who, 'abort', executionArn);
      if (isRefused(found)) return found;
      const { execution, machine } = found;
      if (execution.status !== 'RUNNING')
        return refused(`${execution.name} ended before you confirmed: it is ${execution.status}.`);
      await needs.stepFunctions.stop(executionArn, {
        error: 'Aborted',
        cause: `Aborted in Slack by ${who}: ${reason}`,
      });
      needs.log.info({ executionArn, who, reason }, 'execution aborted');
      needs.onAborted(executionArn);
      return { kind: 'aborted', execution, machine: machine.name };
    },
  };
}

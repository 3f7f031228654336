import type { UserId } from '../access/index.ts';
import type { Action } from '../access/index.ts';
import { CodedError, derivedId, nearest, StoreUnusable, type Clock, type Logger } from '../platform/index.ts';
import { currentStates, type RunningState } from './current-states.ts';
import type { Execution, ExecutionSummary, StateMachine } from './execution.ts';
import { parseStartInput } from './start-input.ts';
import type { StartLog } from './start-log.ts';
import type { StepFunctions } from './step-functions.ts';

/** Why something was not done: what happened, to which thing, what to do now. For this person only. */
export interface Refused {
  readonly kind: 'refused';
  readonly sentence: string;
}

export interface MachineLine {
  readonly name: string;
  readonly running: number;
  readonly last?: ExecutionSummary;
}

export interface Status {
  readonly execution: Execution;
  readonly machine: string;
  readonly states: readonly RunningState[];
  readonly startedBy?: UserId;
}

export interface Executions {
  list(who: UserId): Promise<{ kind: 'listed'; machines: readonly MachineLine[] } | Refused>;
  /** The same `requestId` starts once, however often it comes. */
  start(request: {
    who: UserId;
    machine: string;
    inputText: string;
    requestId: string;
    via: string;
  }): Promise<
    { kind: 'started'; executionArn: string; name: string; machine: string; again: boolean } | Refused
  >;
  /** @param name of a state machine (its newest execution), of an execution, or an execution's ARN */
  status(request: { who: UserId; name: string }): Promise<({ kind: 'status' } & Status) | Refused>;
  /** The execution that `abort` would stop. */
  toAbort(request: {
    who: UserId;
    name: string;
  }): Promise<{ kind: 'abortable'; execution: ExecutionSummary; machine: string } | Refused>;
  abort(request: {
    who: UserId;
    executionArn: string;
    reason: string;
  }): Promise<{ kind: 'aborted'; execution: ExecutionSummary; machine: string } | Refused>;
}

export interface ExecutionsNeeds {
  readonly stepFunctions: StepFunctions;
  readonly starts: StartLog;
  readonly may: (
    who: UserId,
    action: Action,
    machine: string,
  ) => Promise<{ allowed: boolean; because: string }>;
  /** Whether the policy lets Signalbox touch this state machine at all. */
  readonly isOurs: (machine: string) => boolean;
  /** Told after an abort: whatever waited for this execution waits in vain. */
  readonly onAborted: (executionArn: string) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Newest executions looked through for a name. */
const lookThrough = 100;

export function createExecutions(needs: ExecutionsNeeds): Executions {
  const { stepFunctions, starts, clock, log } = needs;
  const ours = async () => (await stepFunctions.machines()).filter(({ name }) => needs.isOurs(name));
  const refused = (sentence: string): Refused => ({ kind: 'refused', sentence });
  const allowed = async (who: UserId, action: Action, machine: string): Promise<Refused | undefined> => {
    const verdict = await needs.may(who, action, machine);
    return verdict.allowed ? undefined : refused(`Nothing was done: ${verdict.because}.`);
  };
  const machineNamed = async (name: string): Promise<StateMachine | Refused> => {
    const machines = await ours();
    const found = machines.find((machine) => machine.name === name || machine.arn === name);
    if (found) return found;
    const meant = nearest(
      name,
      machines.map((machine) => machine.name),
    );
    return refused(
      `There is no state machine "${name}" that Signalbox may touch.${meant === undefined ? ' `/workflow list` shows those there are.' : ` Did you mean "${meant}"?`}`,
    );
  };
  const isRefused = (value: object): value is Refused => 'sentence' in value;

  const find = async (
    who: UserId,
    action: Action,
    name: string,
  ): Promise<{ execution: ExecutionSummary; machine: StateMachine } | Refused> => {
    const machines = await ours();
    const permitted: StateMachine[] = [];
    for (const machine of machines)
      if ((await needs.may(who, action, machine.name)).allowed) permitted.push(machine);
    const byMachine = machines.find((machine) => machine.name === name || machine.arn === name);
    if (byMachine) {
      const no = await allowed(who, action, byMachine.name);
      if (no) return no;
      const [newest] = await stepFunctions.executions(byMachine.arn, { limit: 1 });
      return newest
        ? { execution: newest, machine: byMachine }
        : refused(
            `${byMachine.name} has no executions yet. Start one with \`/workflow start ${byMachine.name}\`.`,
          );
    }
    const found: { execution: ExecutionSummary; machine: StateMachine }[] = [];
    for (const machine of permitted) {
      for (const execution of await stepFunctions.executions(machine.arn, { limit: lookThrough })) {
        if (execution.executionArn === name || execution.name === name) found.push({ execution, machine });
      }
    }
    const [first, second] = found;
    if (first && second)
      return refused(
        `"${name}" names ${String(found.length)} executions; give the whole ARN, such as ${first.execution.executionArn}.`,
      );
    if (first) return first;
    const meant = nearest(
      name,
      permitted.map((machine) => machine.name),
    );
    return refused(
      `There is no execution or state machine "${name}" among the newest that you may see.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
    );
  };

  /** AWS's refusals become sentences; anything else is a fault of ours and goes up. */
  const inWords = async <T>(work: () => Promise<T>): Promise<T | Refused> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CodedError) || error instanceof StoreUnusable) throw error;
      log.warn({ err: error }, 'step functions refused');
      return refused(error.message);
    }
  };

  return {
    list: (who) =>
      inWords(async () => {
        const machines: MachineLine[] = [];
        for (const machine of await ours()) {
          if (!(await needs.may(who, 'list', machine.name)).allowed) continue;
          const running = await stepFunctions.executions(machine.arn, {
            status: 'RUNNING',
            limit: lookThrough,
          });
          const [last] = await stepFunctions.executions(machine.arn, { limit: 1 });
          machines.push({ name: machine.name, running: running.length, ...(last && { last }) });
        }
        if (machines.length > 0) return { kind: 'listed' as const, machines };
        const verdict = await needs.may(who, 'list', '*');
        return refused(
          verdict.allowed
            ? 'There are no state machines that Signalbox may touch; `machines:` of signalbox.yaml names them.'
            : `Nothing to show: ${verdict.because}.`,
        );
      }),

    start: ({ who, machine: name, inputText, requestId, via }) =>
      inWords(async () => {
        const machine = await machineNamed(name);
        if (isRefused(machine)) return machine;
        const no = await allowed(who, 'start', machine.name);
        if (no) return no;
        const input = parseStartInput(inputText);
        if (input.kind === 'not-json') return refused(`${machine.name} was not started. ${input.sentence}`);
        const executionName = derivedId('sbx', machine.arn, requestId);
        const executionArn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${executionName}`;
        // Written first: a gate that asks at once must find its requester.
        await starts.remember({ executionArn, startedBy: who, at: clock.now(), via });
        const started = await stepFunctions.start({
          stateMachineArn: machine.arn,
          name: executionName,
          input: input.text,
        });
        log.info(
          { executionArn: started.executionArn, requester: who, again: started.again },
          'execution started',
        );
        return {
          kind: 'started' as const,
          executionArn: started.executionArn,
          name: executionName,
          machine: machine.name,
          again: started.again,
        };
      }),

    status: ({ who, name }) =>
      inWords(async () => {
        const found = await find(who, 'status', name);
        if (isRefused(found)) return found;
        const { executionArn } = found.execution;
        const execution = await stepFunctions.describe(executionArn);
        const history = await stepFunctions.history(executionArn, { newestFirst: true, limit: 200 });
        const start = await starts.startOf(executionArn);
        return {
          kind: 'status' as const,
          execution,
          machine: found.machine.name,
          states: execution.status === 'RUNNING' ? currentStates(history) : [],
          ...(start && { startedBy: start.startedBy }),
        };
      }),

    toAbort: ({ who, name }) =>
      inWords(async () => {
        const found = await find(who, 'abort', name);
        if (isRefused(found)) return found;
        if (found.execution.status !== 'RUNNING') {
          return refused(
            `${found.execution.name} of ${found.machine.name} is not running: it is ${found.execution.status}.`,
          );
        }
        return { kind: 'abortable' as const, execution: found.execution, machine: found.machine.name };
      }),

    abort: ({ who, executionArn, reason }) =>
      inWords(async () => {
        const found = await find(who, 'abort', executionArn);
        if (isRefused(found)) return found;
        if (found.execution.status !== 'RUNNING')
          return refused(
            `${found.execution.name} ended before you confirmed: it is ${found.execution.status}.`,
          );
        await stepFunctions.stop(executionArn, {
          error: 'Aborted',
          cause: `Aborted in Slack by ${who}: ${reason}`,
        });
        log.info({ executionArn, who, reason }, 'execution aborted');
        needs.onAborted(executionArn);
        return { kind: 'aborted' as const, execution: found.execution, machine: found.machine.name };
      }),
  };
}

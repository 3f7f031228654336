import { messageOf, type JsonValue, type Timer } from '../platform/index.ts';
import { createEngine } from './create-engine.ts';
import type { Engine, Redrives } from './engine.ts';
import { errorAndCause, StateFailure } from './failure.ts';
import { kill, type Frame } from './frame.ts';
import type { Execution, ExecutionHost, ExecutionIdentity, ExecutionOutcome } from './host.ts';
import type { Machine } from './machine.ts';
import type { OpenMapRun } from './map-run-report.ts';
import type { OpenTask } from './open-tasks.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { fail } from './transitions.ts';
import { createTurns, type Turns } from './turns.ts';
import { createVariables } from './variables.ts';

interface Options {
  readonly machine: Machine;
  readonly identity: ExecutionIdentity;
  readonly host: ExecutionHost;
}

/** Runs one execution of a machine. Nothing happens before `start`, and nothing after its end but a redrive. */
export function createExecution(options: Options): Execution {
  return new RunningExecution(options);
}

interface Because {
  readonly error?: string;
  readonly cause?: string;
}

class RunningExecution implements Execution {
  private readonly options: Options;
  private readonly redrives: Redrives = { count: 0 };
  private readonly recorder: Recorder;
  private readonly turns: Turns;
  private readonly engine: Engine;
  private readonly root: Frame;
  private outcome: ExecutionOutcome | undefined;
  private limit: Timer | undefined;

  constructor(options: Options) {
    this.options = options;
    const { host, identity, machine } = options;
    this.recorder = createRecorder(host.clock, (event) => {
      host.onEvent(event);
    });
    this.turns = createTurns({
      isOver: () => this.outcome !== undefined,
      life: () => this.redrives.count,
      onThrown: (frame, error) => {
        if (error instanceof StateFailure) return fail(this.engine, frame, error);
        // A fault of ours: the execution ends rather than hangs.
        this.endFailed({ error: 'States.Runtime', cause: messageOf(error) });
        return undefined;
      },
    });
    this.engine = createEngine({
      identity,
      host,
      recorder: this.recorder,
      redrives: this.redrives,
      turns: this.turns,
      tooLong: () => {
        const cause = 'The execution reached the maximum number of history events (25000).';
        this.endFailed({ error: 'States.Runtime', cause });
      },
    });
    this.root = {
      scope: machine,
      variables: createVariables(),
      lastEventId: 0,
      alive: true,
      onEnd: (output) => {
        this.endSucceeded(output);
      },
      onFail: (failure) => {
        this.endFailed(errorAndCause(failure));
      },
    };
  }

  start(): void {
    const { input, roleArn } = this.options.identity;
    this.recorder.write(0, 'ExecutionStarted', 'executionStartedEventDetails', {
      input: JSON.stringify(input),
      inputDetails: { truncated: false },
      roleArn,
    });
    this.startLimit();
    this.engine.begin(this.root, input);
  }

  redrive(): boolean {
    if (!this.outcome || this.outcome.status === 'SUCCEEDED') return false;
    this.outcome = undefined;
    this.redrives.count += 1;
    this.redrives.lastAt = this.options.host.clock.now();
    const details = { redriveCount: this.redrives.count };
    const eventId = this.recorder.write(
      this.recorder.count,
      'ExecutionRedriven',
      'executionRedrivenEventDetails',
      details,
    );
    this.startLimit();
    this.engine.revive(this.root, eventId);
    return true;
  }

  stop(because: Because): boolean {
    if (this.outcome) return false;
    this.recorder.write(0, 'ExecutionAborted', 'executionAbortedEventDetails', { ...because });
    this.end({ status: 'ABORTED', ...because, endedAt: this.options.host.clock.now() });
    return true;
  }

  taskStarted(taskId: number, started: { workerName?: string }): boolean {
    return this.answer(taskId, (task) => {
      task.started(started);
    });
  }

  taskSubmitted(taskId: number, output: JsonValue): boolean {
    return this.answer(taskId, (task) => {
      task.submitted(output);
    });
  }

  taskSucceeded(taskId: number, output: JsonValue): boolean {
    return this.answer(taskId, (task) => {
      task.succeeded(output);
    });
  }

  taskFailed(taskId: number, failure: Because): boolean {
    return this.answer(taskId, (task) => {
      task.failed(failure);
    });
  }

  taskHeartbeat(taskId: number): boolean {
    return this.answer(taskId, (task) => {
      task.heartbeat();
    });
  }

  childEnded(childId: number, outcome: ExecutionOutcome): boolean {
    const onEnd = this.outcome ? undefined : this.engine.children.get(childId);
    onEnd?.(outcome);
    return onEnd !== undefined;
  }

  get mapRuns(): readonly OpenMapRun[] {
    return this.engine.mapRuns;
  }

  isOpen(taskId: number): boolean {
    return !this.outcome && this.engine.tasks.has(taskId);
  }

  settled(): Promise<void> {
    return this.turns.settled();
  }

  /** Passes an answer on to its task; false where the task is over. */
  private answer(taskId: number, pass: (task: OpenTask) => void): boolean {
    const task = this.outcome ? undefined : this.engine.tasks.get(taskId);
    if (!task) return false;
    pass(task);
    return true;
  }

  private startLimit(): void {
    const { timeoutSeconds } = this.options.machine;
    if (timeoutSeconds === undefined) return;
    this.limit = this.options.host.clock.after(timeoutSeconds * 1000, () => {
      if (this.outcome) return;
      this.recorder.write(0, 'ExecutionTimedOut');
      const endedAt = this.options.host.clock.now();
      this.end({ status: 'TIMED_OUT', error: 'States.Timeout', endedAt });
    });
  }

  private endSucceeded(output: JsonValue): void {
    this.recorder.write(this.root.lastEventId, 'ExecutionSucceeded', 'executionSucceededEventDetails', {
      output: JSON.stringify(output),
      outputDetails: { truncated: false },
    });
    this.end({ status: 'SUCCEEDED', output, endedAt: this.options.host.clock.now() });
  }

  private endFailed(because: Because): void {
    if (this.outcome) return;
    const { lastEventId } = this.root;
    this.recorder.write(lastEventId, 'ExecutionFailed', 'executionFailedEventDetails', { ...because });
    this.end({ status: 'FAILED', ...because, endedAt: this.options.host.clock.now() });
  }

  private end(outcome: ExecutionOutcome): void {
    this.outcome = outcome;
    this.limit?.cancel();
    kill(this.root);
    this.options.host.onEnd(outcome);
  }
}

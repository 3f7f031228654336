import type { Execution, ExecutionOutcome, HistoryEvent } from '../../../states-language/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Revision } from './machine.ts';
import { checkArn, isHere } from './names.ts';

export interface StoredExecution {
  readonly arn: string;
  readonly name: string;
  /** Its place among the executions of its machine, from 0. */
  serial: number;
  readonly machine: { readonly arn: string; readonly name: string; readonly type: 'STANDARD' | 'EXPRESS' };
  /** The machine as it was at the start. */
  readonly revision: Revision;
  readonly versionArn?: string;
  readonly aliasArn?: string;
  readonly input: string;
  readonly startedAt: number;
  readonly events: HistoryEvent[];
  readonly redrives: { readonly at: number; readonly clientToken?: string }[];
  outcome?: ExecutionOutcome;
  run?: Execution;
}

/** Executions of STANDARD machines, running and ended. */
export interface ExecutionStore {
  add(execution: StoredExecution): void;
  remove(execution: StoredExecution): void;
  get(arn: string): StoredExecution | undefined;
  /** @throws {AwsError} where the caller's account and Region have none */
  named(arn: string, caller: Caller): StoredExecution;
  /** Newest last; an entry is undefined where a start failed. */
  ofMachine(machineArn: string): readonly (StoredExecution | undefined)[];
  running(machineArn: string): ReadonlySet<StoredExecution>;
  /** Its outcome was set, or taken away by a redrive. */
  changed(execution: StoredExecution): void;
  /** Calls back once, when this execution ends; the answer takes the wish back. */
  onceEnded(arn: string, then: (execution: StoredExecution) => void): () => void;
  all(): Iterable<StoredExecution>;
  clear(): void;
}

export function createExecutionStore(): ExecutionStore {
  const byArn = new Map<string, StoredExecution>();
  const byMachine = new Map<string, (StoredExecution | undefined)[]>();
  const running = new Map<string, Set<StoredExecution>>();
  const waiting = new Map<string, Set<(execution: StoredExecution) => void>>();
  const listOf = <T>(map: Map<string, T>, key: string, empty: () => T): T => {
    const found = map.get(key) ?? empty();
    map.set(key, found);
    return found;
  };
  const store: ExecutionStore = {
    add(execution) {
      const list = listOf(byMachine, execution.machine.arn, () => []);
      execution.serial = list.length;
      list.push(execution);
      byArn.set(execution.arn, execution);
      listOf(running, execution.machine.arn, () => new Set()).add(execution);
    },
    remove(execution) {
      byArn.delete(execution.arn);
      running.get(execution.machine.arn)?.delete(execution);
      const list = byMachine.get(execution.machine.arn);
      if (list) list[execution.serial] = undefined;
    },
    get: (arn) => byArn.get(arn),
    named(arn, caller) {
      checkArn(arn, 'execution');
      const found = isHere(arn, caller) ? byArn.get(arn) : undefined;
      if (!found) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
      return found;
    },
    ofMachine: (machineArn) => byMachine.get(machineArn) ?? [],
    running: (machineArn) => running.get(machineArn) ?? new Set(),
    changed(execution) {
      const set = listOf(running, execution.machine.arn, () => new Set());
      if (!execution.outcome) {
        set.add(execution);
        return;
      }
      set.delete(execution);
      const wishes = [...(waiting.get(execution.arn) ?? [])];
      waiting.delete(execution.arn);
      for (const then of wishes) then(execution);
    },
    onceEnded(arn, then) {
      const set = listOf(waiting, arn, () => new Set());
      set.add(then);
      return () => set.delete(then);
    },
    all: () => byArn.values(),
    clear() {
      for (const map of [byArn, byMachine, running, waiting]) map.clear();
    },
  };
  return store;
}

export type ExecutionStatus = 'RUNNING' | ExecutionOutcome['status'];

export function statusOf({ outcome }: Pick<StoredExecution, 'outcome'>): ExecutionStatus {
  return outcome?.status ?? 'RUNNING';
}

import type {
  Execution,
  ExecutionOutcome,
  HistoryEvent,
  OpenMapRun,
} from '../../../states-language/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { ExecutionStart } from './execution-start.ts';
import type { Revision } from './machine.ts';
import { checkArn, isHere } from './names.ts';

export interface StoredExecution extends ExecutionStart {
  readonly arn: string;
  /** Its place among those that it is listed with, from 0. */
  serial: number;
  /** The machine as it was at the start. */
  readonly revision: Revision;
  readonly events: HistoryEvent[];
  readonly redrives: { readonly at: number; readonly clientToken?: string }[];
  outcome?: ExecutionOutcome;
  /** Absent where it ended before the process began. */
  run?: Execution;
  /** Map Runs of an execution without {@link run}. */
  readonly pastMapRuns?: readonly OpenMapRun[];
}

/** Executions of STANDARD machines, running and ended. */
export interface ExecutionStore {
  add(execution: StoredExecution): void;
  get(arn: string): StoredExecution | undefined;
  /** @throws {AwsError} where the caller's account and Region have none */
  named(arn: string, caller: Caller): StoredExecution;
  /** Of a machine or a Map Run, newest last. */
  listedWith(arn: string): readonly StoredExecution[];
  running(arn: string): ReadonlySet<StoredExecution>;
  /** Its outcome was set, or taken away by a redrive. */
  changed(execution: StoredExecution): void;
  /** Calls back once, when this execution ends; the answer takes the wish back. */
  onceEnded(arn: string, then: (execution: StoredExecution) => void): () => void;
  /** An execution began a distributed Map. */
  mapRunStarted(mapRunArn: string, execution: StoredExecution): void;
  /** @throws {AwsError} where the caller's account and Region have no such Map Run */
  mapRunNamed(
    mapRunArn: string,
    caller: Caller,
  ): { readonly execution: StoredExecution; readonly mapRun: OpenMapRun };
  allRunning(): readonly StoredExecution[];
  clear(): void;
}

export function createExecutionStore(): ExecutionStore {
  const byArn = new Map<string, StoredExecution>();
  const lists = new Map<string, StoredExecution[]>();
  const running = new Map<string, Set<StoredExecution>>();
  const waiting = new Map<string, Set<(execution: StoredExecution) => void>>();
  const mapRuns = new Map<string, StoredExecution>();
  const listOf = <T>(map: Map<string, T>, key: string, empty: () => T): T => {
    const found = map.get(key) ?? empty();
    map.set(key, found);
    return found;
  };
  const store: ExecutionStore = {
    add(execution) {
      const list = listOf(lists, listedWith(execution), () => []);
      execution.serial = list.length;
      list.push(execution);
      byArn.set(execution.arn, execution);
      listOf(running, listedWith(execution), () => new Set()).add(execution);
    },
    get: (arn) => byArn.get(arn),
    named(arn, caller) {
      checkArn(arn, 'execution');
      const found = isHere(arn, caller) ? byArn.get(arn) : undefined;
      if (!found) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
      return found;
    },
    listedWith: (arn) => lists.get(arn) ?? [],
    running: (arn) => running.get(arn) ?? new Set(),
    changed(execution) {
      const set = listOf(running, listedWith(execution), () => new Set());
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
    mapRunStarted(mapRunArn, execution) {
      mapRuns.set(mapRunArn, execution);
    },
    mapRunNamed(mapRunArn, caller) {
      checkArn(mapRunArn, 'mapRun');
      const execution = isHere(mapRunArn, caller) ? mapRuns.get(mapRunArn) : undefined;
      const mapRun =
        execution && mapRunsOf(execution).find((candidate) => candidate.report().arn === mapRunArn);
      if (execution && mapRun) return { execution, mapRun };
      throw new AwsError('ResourceNotFound', 'Request references a resource that does not exist.');
    },
    allRunning: () => [...running.values()].flatMap((set) => [...set]),
    clear() {
      for (const map of [byArn, lists, running, waiting, mapRuns]) map.clear();
    },
  };
  return store;
}

export type ExecutionStatus = 'RUNNING' | ExecutionOutcome['status'];

export function statusOf({ outcome }: Pick<StoredExecution, 'outcome'>): ExecutionStatus {
  return outcome?.status ?? 'RUNNING';
}

function listedWith({ machine, mapRunArn }: StoredExecution): string {
  return mapRunArn ?? machine.arn;
}

export function mapRunsOf({ run, pastMapRuns }: StoredExecution): readonly OpenMapRun[] {
  return run?.mapRuns ?? pastMapRuns ?? [];
}

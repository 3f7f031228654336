import type { JsonValue } from '../platform/index.ts';

/** What a running task does with its host's answers. */
export interface OpenTask {
  started(started: { workerName?: string }): void;
  submitted(output: JsonValue): void;
  succeeded(output: JsonValue): void;
  failed(failure: { error?: string; cause?: string }): void;
  heartbeat(): void;
}

/** Tasks that still wait for their answer, by the id of their Scheduled event. */
export type OpenTasks = Map<number, OpenTask>;

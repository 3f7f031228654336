import { isJsonObject, type JsonValue } from '../platform/index.ts';
import type { MapLimits } from './map-limits.ts';

/** How far an item, or a batch of them, has come. */
export type MapRunProgress = 'pending' | 'running' | 'succeeded' | 'failed' | 'timedOut' | 'aborted';
export type MapRunCounts = Readonly<Record<MapRunProgress, number>>;

/** A Map Run as it stands. */
export interface MapRunReport {
  readonly arn: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  /** ms */
  readonly startedAt: number;
  readonly stoppedAt?: number;
  readonly limits: MapLimits;
  readonly items: MapRunCounts;
  readonly executions: MapRunCounts;
  readonly redriveCount: number;
  readonly redrivenAt?: number;
}

/** A Map Run of an execution that still has it in hand. */
export interface OpenMapRun {
  report(): MapRunReport;
  /** Limits that count from now on; false where the run is over. */
  update(limits: Partial<MapLimits>): boolean;
}

/** Counts each progress, `weightOf` a child at a time. */
export function counted(
  progress: readonly MapRunProgress[],
  weightOf: (index: number) => number,
): MapRunCounts {
  const counts = { pending: 0, running: 0, succeeded: 0, failed: 0, timedOut: 0, aborted: 0 };
  progress.forEach((one, index) => {
    counts[one] += weightOf(index);
  });
  return counts;
}

/** How many items the input of a child execution holds. */
export function itemsIn(input: JsonValue, isBatch: boolean): number {
  const items = isBatch && isJsonObject(input) ? input['Items'] : undefined;
  return Array.isArray(items) ? items.length : 1;
}

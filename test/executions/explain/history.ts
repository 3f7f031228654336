import type { HistoryEvent } from '../../../src/executions/index.ts';

type Line = readonly [
  type: string,
  details?: Readonly<Record<string, unknown>>,
  /** Default: the event before. */
  previousEventId?: number,
];

/** A history, an event a second, each after the one before it where nothing else is said. */
export function history(...lines: readonly Line[]): readonly HistoryEvent[] {
  return lines.map(([type, details = {}, previousEventId], index) => ({
    id: index + 1,
    previousEventId: previousEventId ?? index,
    type,
    at: 1_000_000 + index * 1_000,
    details,
  }));
}

export const entered = (name: string, type = 'Task'): Line => [`${type}StateEntered`, { name }];
export const exited = (name: string, type = 'Task'): Line => [`${type}StateExited`, { name }];
export const scheduled: Line = ['TaskScheduled', { resourceType: 'lambda', resource: 'invoke' }];
export const failed = (error: string, cause?: string): Line => ['TaskFailed', { error, cause }];

import type { Clock, JsonObject } from '../platform/index.ts';
import type { HistoryEvent } from './history-event.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const mostEvents = 25_000;

/** Numbers events as AWS does: ids in order over the whole execution, `previousEventId` along the branch. */
export interface Recorder {
  /** Writes an event and gives its id. */
  write(previousEventId: number, type: string, detailsName?: string, details?: JsonObject): number;
  readonly count: number;
}

export function createRecorder(clock: Clock, onEvent: (event: HistoryEvent) => void): Recorder {
  let last = 0;
  return {
    write(previousEventId, type, detailsName, details) {
      last += 1;
      onEvent({
        id: last,
        previousEventId,
        type,
        timestamp: clock.now(),
        ...(detailsName !== undefined && { detailsName, details: details ?? {} }),
      });
      return last;
    },
    get count() {
      return last;
    },
  };
}

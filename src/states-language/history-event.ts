import type { JsonObject } from '../platform/index.ts';

/**
 * One event of an execution's history in AWS's own shape: `type` and the `...EventDetails` object named as
 * GetExecutionHistory names them, ids and previousEventId numbered as AWS numbers them.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  /** ms; the wire has seconds. */
  readonly timestamp: number;
  /** `taskScheduledEventDetails`, `stateEnteredEventDetails`, ... exactly one, or none where AWS has none. */
  readonly detailsName?: string;
  readonly details?: JsonObject;
}

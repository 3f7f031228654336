import {
  paginateGetExecutionHistory,
  type HistoryEvent as WireEvent,
  type SFNClient,
} from '@aws-sdk/client-sfn';

/** A page of GetExecutionHistory holds 1,000 events at most; an execution 25,000. */
const pageSize = 1_000;

/** An event as AWS gives it, unredacted: only for proof, never handed out of this room. */
export interface RawEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  readonly at: number;
  readonly details: Readonly<Record<string, unknown>>;
}

/** @param options.limit stops reading after so many events */
export async function readHistory(
  client: SFNClient,
  executionArn: string,
  options: { newestFirst?: boolean; limit?: number } = {},
): Promise<readonly RawEvent[]> {
  const limit = options.limit ?? Infinity;
  const events: RawEvent[] = [];
  const pages = paginateGetExecutionHistory(
    { client, pageSize: Math.min(limit, pageSize) },
    { executionArn, reverseOrder: options.newestFirst ?? false, includeExecutionData: true },
  );
  for await (const page of pages) {
    events.push(...(page.events ?? []).map(rawEvent));
    if (events.length >= limit) break;
  }
  return events.slice(0, limit);
}

function rawEvent(event: WireEvent): RawEvent {
  const details = Object.entries(event).find(([name]) => name.endsWith('EventDetails'))?.[1] as unknown;
  return {
    id: event.id ?? 0,
    previousEventId: event.previousEventId ?? 0,
    type: event.type ?? '',
    at: event.timestamp?.getTime() ?? 0,
    details: typeof details === 'object' && details !== null ? { ...details } : {},
  };
}

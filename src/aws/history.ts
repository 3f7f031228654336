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

/**
 * @param options.limit stops reading after so many events
 * @param options.before, options.after only events whose id is lower, or higher; newest first, reading stops there
 * @param options.data false leaves out inputs, outputs and parameters
 */
export async function readHistory(
  client: SFNClient,
  executionArn: string,
  options: {
    newestFirst?: boolean;
    limit?: number;
    before?: number;
    after?: number;
    data?: boolean;
  } = {},
): Promise<readonly RawEvent[]> {
  const { limit = Infinity, before = Infinity, after = 0 } = options;
  const newestFirst = options.newestFirst ?? false;
  const events: RawEvent[] = [];
  const pages = paginateGetExecutionHistory(
    { client, pageSize: before === Infinity ? Math.min(limit, pageSize) : pageSize },
    { executionArn, reverseOrder: newestFirst, includeExecutionData: options.data ?? true },
  );
  for await (const page of pages) {
    const read = (page.events ?? []).map(rawEvent);
    events.push(...read.filter(({ id }) => id < before && id > after));
    const passed = newestFirst && read.some(({ id }) => id <= after + 1);
    if (events.length >= limit || passed) break;
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

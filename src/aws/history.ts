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

interface Reading {
  readonly newestFirst?: boolean;
  /** Stops reading after so many events. */
  readonly limit?: number;
  /** Only events whose id is higher; newest first, reading stops there. */
  readonly after?: number;
  /** False leaves out inputs, outputs and parameters. */
  readonly data?: boolean;
}

export async function readHistory(
  client: SFNClient,
  executionArn: string,
  options: Reading = {},
): Promise<readonly RawEvent[]> {
  return readHistoryAs(client, executionArn, options, (event) => event);
}

/** @param as what is kept of each event; made page by page, so that 25,000 do not hold up everything else at once */
export async function readHistoryAs<T>(
  client: SFNClient,
  executionArn: string,
  { limit = Infinity, after = 0, newestFirst = false, data = true }: Reading,
  as: (event: RawEvent) => T,
): Promise<readonly T[]> {
  const events: T[] = [];
  const pages = paginateGetExecutionHistory(
    { client, pageSize: Math.min(limit, pageSize) },
    { executionArn, reverseOrder: newestFirst, includeExecutionData: data },
  );
  for await (const page of pages) {
    const read = (page.events ?? []).map(rawEvent);
    for (const event of read) if (event.id > after) events.push(as(event));
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

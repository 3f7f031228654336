import { isJsonObject, type JsonObject } from '../../../platform/index.ts';
import type { HistoryEvent } from '../../../states-language/index.ts';
import type { Operations } from '../operation.ts';
import { invalidToken, pageSize, pageToken, text, tokenOf } from '../page.ts';
import type { ExecutionStore } from './execution-store.ts';
import { seconds } from './names.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
const longestToken = 1_024;
/** What `includeExecutionData: false` leaves out. */
const executionData = new Set(['input', 'output', 'parameters']);

export function historyOperations({ executions }: { executions: ExecutionStore }): Operations {
  return {
    /** Events stand at their id less one, so a page is found without a search. */
    GetExecutionHistory(params, caller) {
      const { events } = executions.named(text(params, 'executionArn'), caller);
      const size = pageSize(params);
      const backwards = params['reverseOrder'] === true;
      const token = pageToken(params, longestToken);
      const last = token === undefined ? undefined : Number(token);
      if (last !== undefined && !(last >= 1 && last <= events.length)) throw invalidToken();
      const page = backwards
        ? pageBackwards(events, last ?? events.length + 1, size)
        : events.slice(last ?? 0, (last ?? 0) + size);
      const end = page.at(-1);
      const more = end !== undefined && (backwards ? end.id > 1 : end.id < events.length);
      const bare = params['includeExecutionData'] === false;
      return {
        events: page.map((event) => onTheWire(event, bare)),
        ...(more && { nextToken: tokenOf(end.id) }),
      };
    },
  };
}

function pageBackwards(events: readonly HistoryEvent[], before: number, size: number): HistoryEvent[] {
  return events.slice(Math.max(before - 1 - size, 0), before - 1).reverse();
}

function onTheWire(event: HistoryEvent, bare: boolean): JsonObject {
  const { detailsName, details } = event;
  return {
    timestamp: seconds(event.timestamp),
    type: event.type,
    id: event.id,
    previousEventId: event.previousEventId,
    ...(detailsName !== undefined &&
      isJsonObject(details) && {
        [detailsName]: bare
          ? Object.fromEntries(Object.entries(details).filter(([name]) => !executionData.has(name)))
          : details,
      }),
  };
}

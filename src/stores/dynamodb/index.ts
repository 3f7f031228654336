import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Stores } from '../stores.ts';
import { createDynamoApprovalStore } from './approval-store.ts';
import { checkTable } from './create-table.ts';
import { createDynamoBatchStore } from './batch-store.ts';
import { createDynamoFollowStore } from './follow-store.ts';
import { createDynamoIncidentStore } from './incident-store.ts';
import { createDynamoLeases } from './leases.ts';
import { createDynamoScheduleStore } from './schedule-store.ts';
import { createDynamoRefusalStore } from './refusal-store.ts';
import { createDynamoSeenEvents } from './seen-events.ts';
import { createDynamoStartLog } from './start-log.ts';
import { createDynamoSurgeStore } from './surge-store.ts';
import { openTable, type Table } from './table.ts';

export { createTable } from './create-table.ts';
export {
  RecordTooLarge,
  TableDenied,
  TableMissing,
  TableThrottled,
  TableUnfit,
  TableUnreachable,
} from './errors.ts';
export { tableOf } from './schema.ts';

/** A call that DynamoDB does not answer in this time is tried again, ms. */
const requestTimeout = 5_000;
const connectionTimeout = 2_000;
/** Throttled and failed calls are tried again by the SDK's standard rules, so many times in all. */
const maxAttempts = 6;

/** @param place.endpoint another address than AWS's own */
export function createDynamoClient(place: { region: string; endpoint?: string }): DynamoDBClient {
  return new DynamoDBClient({
    ...place,
    retryMode: 'standard',
    maxAttempts,
    requestHandler: { connectionTimeout, requestTimeout, throwOnRequestTimeout: true },
  });
}

/** The stores in a table that is there already. `open` rejects with TableMissing or TableUnfit where it is not. */
export function openDynamoStores(client: DynamoDBClient, tableName: string): Stores {
  const table = openTable(client, tableName);
  return {
    approvals: createDynamoApprovalStore(table),
    batches: createDynamoBatchStore(table),
    starts: createDynamoStartLog(table),
    follows: createDynamoFollowStore(table),
    incidents: createDynamoIncidentStore(table),
    surges: createDynamoSurgeStore(table),
    schedules: createDynamoScheduleStore(table),
    refusals: createDynamoRefusalStore(table),
    seen: createDynamoSeenEvents(table),
    leases: createDynamoLeases(table),
    open: () => checkTable(client, tableName),
    look: () => lookAt(table),
    close: () => {
      client.destroy();
    },
  };
}

/** Writes an item of its own, whose key no record has: whatever keeps a decision from the table keeps this. */
async function lookAt(table: Table): Promise<void> {
  await table.write({ pk: 'LOOK', sk: 'LOOK' }, { set: {}, when: { says: 'attribute_not_exists(#record)' } });
}

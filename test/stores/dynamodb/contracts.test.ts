import { afterAll, beforeAll } from '@jest/globals';
import { describeApprovalStore } from '../../contracts/approval-store.ts';
import { describeBatchStore } from '../../contracts/batch-store.ts';
import { describeFollowStore } from '../../contracts/follow-store.ts';
import { describeIncidentStore } from '../../contracts/incident-store.ts';
import { describeLeases } from '../../contracts/leases.ts';
import { describeScheduleStore } from '../../contracts/schedule-store.ts';
import { describeRefusalStore } from '../../contracts/refusal-store.ts';
import { describeSeenEvents } from '../../contracts/seen-events.ts';
import { describeStartLog } from '../../contracts/start-log.ts';
import { describeSurgeStore } from '../../contracts/surge-store.ts';
import { freshStores, startDynamo } from './local-dynamo.ts';

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());
const fresh = () => freshStores(dynamo.endpoint);

describeApprovalStore('DynamoDB', fresh, 101);
describeStartLog('DynamoDB', fresh);
describeBatchStore('DynamoDB', fresh);
describeFollowStore('DynamoDB', fresh);
describeIncidentStore('DynamoDB', fresh);
describeSurgeStore('DynamoDB', fresh);
describeScheduleStore('DynamoDB', fresh);
describeRefusalStore('DynamoDB', fresh);
describeSeenEvents('DynamoDB', fresh);
describeLeases('DynamoDB', fresh);

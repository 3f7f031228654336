import { createMemoryStores } from '../../src/stores/memory/index.ts';
import { describeApprovalStore } from '../contracts/approval-store.ts';
import { describeBatchStore } from '../contracts/batch-store.ts';
import { describeFollowStore } from '../contracts/follow-store.ts';
import { describeLeases } from '../contracts/leases.ts';
import { describeScheduleStore } from '../contracts/schedule-store.ts';
import { describeRefusalStore } from '../contracts/refusal-store.ts';
import { describeSeenEvents } from '../contracts/seen-events.ts';
import { describeStartLog } from '../contracts/start-log.ts';

describeApprovalStore('memory', createMemoryStores);
describeStartLog('memory', createMemoryStores);
describeBatchStore('memory', createMemoryStores);
describeFollowStore('memory', createMemoryStores);
describeScheduleStore('memory', createMemoryStores);
describeRefusalStore('memory', createMemoryStores);
describeSeenEvents('memory', createMemoryStores);
describeLeases('memory', createMemoryStores);

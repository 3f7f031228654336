import { createMemoryStores } from '../../src/stores/memory/index.ts';
import { describeApprovalStore } from '../contracts/approval-store.ts';
import { describeStartLog } from '../contracts/start-log.ts';

describeApprovalStore('memory', createMemoryStores);
describeStartLog('memory', createMemoryStores);

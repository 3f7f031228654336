import { describeQueueService } from '../../../contracts/queue.ts';
import { createShiftableClock } from '../../../../src/platform/index.ts';
import { openAccount } from './account.ts';

describeQueueService('the sandbox', () => openAccount({ clock: createShiftableClock() }));

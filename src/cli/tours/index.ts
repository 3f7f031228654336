import { accountSignup } from './account-signup.ts';
import { deliveryPipeline } from './delivery-pipeline.ts';
import { bucketSync } from './bucket-sync.ts';
import { alarm } from './alarm.ts';
import { deploy } from './deploy.ts';
import { genomics } from './genomics.ts';
import { exposedKey } from './exposed-key.ts';
import { failedExecution } from './failed-execution.ts';
import { hello } from './hello.ts';
import { promotion } from './promotion.ts';
import { snapshotManagement } from './snapshot-management.ts';
import type { Tour } from './stage.ts';
import { warehouseLoad } from './warehouse-load.ts';

export { createStage, type Stage, type Tour } from './stage.ts';

/** Stories that are played through the same doors as people use. */
export const tours: Readonly<Record<string, Tour>> = {
  promotion,
  hello,
  deploy,
  'snapshot-management': snapshotManagement,
  genomics,
  'bucket-sync': bucketSync,
  'account-signup': accountSignup,
  'delivery-pipeline': deliveryPipeline,
  'exposed-key': exposedKey,
  'warehouse-load': warehouseLoad,
  alarm,
  'failed-execution': failedExecution,
};

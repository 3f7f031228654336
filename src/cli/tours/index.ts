import { deploy } from './deploy.ts';
import { genomics } from './genomics.ts';
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
  'warehouse-load': warehouseLoad,
};

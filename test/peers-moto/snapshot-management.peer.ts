import { describeSnapshotManagement } from '../workflows/snapshot-management/cases.ts';
import { openPlaceOnMoto } from './moto.ts';

describeSnapshotManagement('moto', openPlaceOnMoto);

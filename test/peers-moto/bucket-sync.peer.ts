import { describeBucketSync } from '../workflows/bucket-sync/cases.ts';
import { openPlaceOnMoto } from './moto.ts';

describeBucketSync('moto', openPlaceOnMoto);

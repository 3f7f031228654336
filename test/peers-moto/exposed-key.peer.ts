import { describeExposedKey } from '../workflows/exposed-key/cases.ts';
import { openPlaceOnMoto } from './moto.ts';

describeExposedKey('moto', openPlaceOnMoto);

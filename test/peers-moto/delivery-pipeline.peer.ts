import { describeSourceAndBuild } from '../workflows/delivery-pipeline/cases.ts';
import { openOnMoto } from './moto.ts';

describeSourceAndBuild('moto', openOnMoto);

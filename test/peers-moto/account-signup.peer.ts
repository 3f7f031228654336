import { describeAccountSignup } from '../workflows/account-signup/cases.ts';
import { openOnMoto } from './moto.ts';

describeAccountSignup('moto', openOnMoto);

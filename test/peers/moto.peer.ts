import { describePeer } from './service.ts';

describePeer('moto');

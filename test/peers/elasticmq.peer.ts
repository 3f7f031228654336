import { describePeer } from './service.ts';

describePeer('ElasticMQ');

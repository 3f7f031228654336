export { createMetrics, type Measured } from './metrics.ts';
export { createHttp, type HttpNeeds } from './server.ts';

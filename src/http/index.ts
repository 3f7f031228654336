export { createMetrics, type Measured, type Metrics } from './metrics.ts';
export { createHttp, type HttpNeeds } from './server.ts';

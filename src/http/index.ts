export { createMetrics, type Measured, type Metrics, type OpenIncidentCount } from './metrics.ts';
export { createHttp, type HttpNeeds } from './server.ts';

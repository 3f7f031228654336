export { createDelivery, type Delivery, type DeliveryNeeds } from './delivery.ts';
export { closeEnded, type RunningExecutions } from './ended.ts';
export type { Cards, Prover, Sent, ShowOutcome, TaskCallbacks, TokenAnswer } from './ports.ts';
export type { Records } from './records.ts';
export type { StartedBy } from './verify.ts';

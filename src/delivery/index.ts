export type { Cards, Prover, Sent, ShowOutcome, TaskCallbacks, TokenAnswer } from './ports.ts';

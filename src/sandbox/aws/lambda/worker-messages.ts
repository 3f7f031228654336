import type { Thrown } from './thrown.ts';

/** What a worker is given at its start. */
export interface WorkerStart {
  readonly file: string;
  readonly functionName: string;
}

/** A call, to the worker. */
export interface WorkerCall {
  /** JSON text, as a function's event arrives. */
  readonly payload: string;
  readonly requestId: string;
  readonly functionArn: string;
  readonly qualifier?: string;
  readonly version?: string;
  /** ms of real time. */
  readonly deadline: number;
}

/** From the worker: first `ready` or `broken`, then one answer per call. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'broken'; readonly thrown: Thrown }
  | { readonly kind: 'answered'; readonly payload: string }
  | { readonly kind: 'threw'; readonly thrown: Thrown };

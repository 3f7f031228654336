import type { JsonObject } from '../../../platform/index.ts';
import type { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';

/** A call that a service answered, or refused. */
export interface MadeCall {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly caller: Caller;
  /** As its signature names it: `iam`, `states`. */
  readonly service: string;
  readonly operation: string;
  readonly params: JsonObject;
  readonly outcome: { readonly result: JsonObject } | { readonly error: AwsError };
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly requestId: string;
}

import type { JsonObject } from '../../platform/index.ts';
import type { WebRequest } from '../web/request.ts';
import type { AwsError } from './aws-error.ts';
import type { Caller } from './caller.ts';
import type { Operations } from './operation.ts';
import type { QueryLists } from './query-protocol.ts';

/** One service behind the endpoint, and the wire protocols in which SDKs speak to it. */
export interface Service {
  /** Name in `faults` and `calls`, and in the credential scope of a signature: `states`, `sqs`, `events`. */
  readonly name: string;
  readonly operations: Operations;
  /** AWS JSON: a call names `TARGET.Operation` in the X-Amz-Target header; some SDKs write a namespace in front. */
  readonly json?: { readonly target: string; readonly version: '1.0' | '1.1' };
  /** AWS Query: a form in, XML out. Older SDKs speak it to services that have JSON too. */
  readonly query?: QueryShape;
  /** REST: which operation a method and path mean; undefined where they mean none. */
  readonly rest?: (request: WebRequest, caller: Caller) => RestCall | undefined;
  /** REST: how an answer goes out, where it is not the result as JSON with status 200. */
  readonly restAnswer?: (operation: string, result: JsonObject) => RestAnswer;
  /** How a refusal of this service goes out, where it is not as its protocol has it. */
  readonly errorAnswer?: (error: AwsError, requestId: string) => RestAnswer;
  /** Prefix of an error's `__type`, where the service has one: `com.amazonaws.sqs#`. */
  readonly errorPrefix?: string;
}

export interface QueryShape {
  /** Ends in the version of the API, by which a call without a signature is known too. */
  readonly namespace: string;
  readonly lists?: QueryLists;
  /** Whether a call that is signed for no service here is meant for this one. */
  readonly owns?: (request: WebRequest) => boolean;
  /** A form's parameters, as the operations take them. */
  readonly read?: (operation: string, params: JsonObject, request: WebRequest) => JsonObject;
  /** An operation's answer, as XML spells it. */
  readonly write?: (operation: string, answer: JsonObject) => JsonObject;
  /** An operation's answer as the whole XML, where the service wraps it in a way of its own. */
  readonly document?: (operation: string, answer: JsonObject, requestId: string) => string;
}

export interface RestAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** As it stands on the wire. */
  readonly body: string | Uint8Array;
}

export interface RestCall {
  readonly operation: string;
  readonly params: JsonObject;
}

/** Which way a call came in, and so how its answer goes out. */
export type Protocol = 'json' | 'query' | 'rest';

/** A call that was understood. */
export interface Found {
  readonly service: Service;
  readonly protocol: Protocol;
  readonly operation: string;
  readonly params: JsonObject;
}

/** How services of the account call each other: a rule its queue, a state machine its function. */
export interface Colleagues {
  /** @param service name as in {@link Service.name}. @throws {AwsError} as the service answers its callers */
  call(service: string, operation: string, params: JsonObject, caller: Caller): Promise<JsonObject>;
  /** Whether the sandbox has this service and operation. */
  has(service: string, operation: string): boolean;
}

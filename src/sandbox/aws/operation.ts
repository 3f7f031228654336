import type { JsonObject } from '../../platform/index.ts';
import type { WebRequest } from '../web/request.ts';
import type { Caller } from './caller.ts';

/** One call of a service. Throws {@link AwsError} for what the service would refuse. */
export type Operation = (
  params: JsonObject,
  caller: Caller,
  request: Pick<WebRequest, 'gone'>,
) => JsonObject | Promise<JsonObject>;

export type Operations = Readonly<Record<string, Operation>>;

import { isJsonObject, parseJson } from '../../../platform/index.ts';
import type { WebRequest } from '../../web/request.ts';
import { clientError } from './client-error.ts';
import type { RestCall } from '../service.ts';

/** Every call is a POST whose path is the operation's name in lower case. https://docs.aws.amazon.com/batch/latest/APIReference/API_Operations.html */
const path = /^\/v1\/([a-z]+)\/?$/;

export function batchCallOf(operations: readonly string[]): (request: WebRequest) => RestCall | undefined {
  const named = new Map(operations.map((operation) => [operation.toLowerCase(), operation]));
  return ({ method, url, body }) => {
    const operation = named.get(path.exec(url.pathname)?.[1] ?? '');
    if (operation === undefined || method !== 'POST') return undefined;
    const params = body.length === 0 ? {} : parseJson(body.toString());
    if (isJsonObject(params)) return { operation, params };
    throw clientError('The request body is not a JSON object');
  };
}

import type { JsonObject } from '../../../platform/index.ts';
import type { WebRequest } from '../../web/request.ts';
import type { AwsError } from '../aws-error.ts';
import type { RestAnswer, RestCall } from '../service.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
const functionsPath = /^\/2015-03-31\/functions(?:\/([^/]+))?(?:\/(invocations|configuration))?\/?$/;

/** Which operation of Lambda a method and path mean. */
export function lambdaCallOf(request: WebRequest): RestCall | undefined {
  const [found, encoded, rest] = functionsPath.exec(request.url.pathname) ?? [];
  if (found === undefined) return undefined;
  const query = request.url.searchParams;
  const params: Record<string, string> = {};
  for (const name of ['Qualifier', 'Marker', 'MaxItems']) {
    const value = query.get(name);
    if (value !== null) params[name] = value;
  }
  if (encoded === undefined)
    return request.method === 'GET' ? { operation: 'ListFunctions', params } : undefined;
  params['FunctionName'] = decodeURIComponent(encoded);
  if (rest === 'invocations' && request.method === 'POST') {
    const type = request.headers['x-amz-invocation-type'];
    if (typeof type === 'string') params['InvocationType'] = type;
    return { operation: 'Invoke', params: { ...params, Payload: request.body.toString() } };
  }
  if (request.method !== 'GET') return undefined;
  return { operation: rest === 'configuration' ? 'GetFunctionConfiguration' : 'GetFunction', params };
}

/** The payload is the body; what else an invocation says stands in its headers. */
export function lambdaAnswer(operation: string, result: JsonObject): RestAnswer {
  if (operation !== 'Invoke') return { body: JSON.stringify(result) };
  const { StatusCode, ExecutedVersion, FunctionError, Payload } = result;
  return {
    status: typeof StatusCode === 'number' ? StatusCode : 200,
    headers: {
      ...(typeof ExecutedVersion === 'string' && { 'x-amz-executed-version': ExecutedVersion }),
      ...(typeof FunctionError === 'string' && { 'x-amz-function-error': FunctionError }),
    },
    body: typeof Payload === 'string' ? Payload : '',
  };
}

/** Lambda spells the message of these errors with a capital. */
const capital = new Set(['ResourceNotFoundException', 'ServiceException']);

export function lambdaError(error: AwsError): RestAnswer {
  const body: JsonObject = {
    Type: error.status < 500 ? 'User' : 'Service',
    [capital.has(error.code) ? 'Message' : 'message']: error.message,
  };
  return { headers: { 'x-amzn-errortype': error.code }, body: JSON.stringify(body) };
}

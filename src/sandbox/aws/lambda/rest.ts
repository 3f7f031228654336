import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import type { WebRequest } from '../../web/request.ts';
import type { AwsError } from '../aws-error.ts';
import type { RestAnswer, RestCall } from '../service.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
const functionsPath = /^\/2015-03-31\/functions(?:\/([^/]+))?(?:\/(\w+)(?:\/([^/]+))?)?\/?$/;
/** By method and what stands behind the function's name; `NAME` for a name of its own. */
const operations: Readonly<Record<string, string>> = {
  'GET ': 'GetFunction',
  'GET configuration': 'GetFunctionConfiguration',
  'POST invocations': 'Invoke',
  'PUT code': 'UpdateFunctionCode',
  'GET versions': 'ListVersionsByFunction',
  'POST versions': 'PublishVersion',
  'GET aliases': 'ListAliases',
  'POST aliases': 'CreateAlias',
  'GET aliases/NAME': 'GetAlias',
  'PUT aliases/NAME': 'UpdateAlias',
  'DELETE aliases/NAME': 'DeleteAlias',
};
const created = new Set(['PublishVersion', 'CreateAlias']);

/** Which operation of Lambda a method and path mean. */
export function lambdaCallOf(request: WebRequest): RestCall | undefined {
  const [found, encoded, rest = '', name] = functionsPath.exec(request.url.pathname) ?? [];
  if (found === undefined) return undefined;
  const query = request.url.searchParams;
  const params: Record<string, JsonValue> = {};
  for (const key of ['Qualifier', 'Marker', 'MaxItems', 'FunctionVersion']) {
    const value = query.get(key);
    if (value !== null) params[key] = value;
  }
  if (encoded === undefined)
    return request.method === 'GET' ? { operation: 'ListFunctions', params } : undefined;
  params['FunctionName'] = decodeURIComponent(encoded);
  if (name !== undefined) params['Name'] = decodeURIComponent(name);
  const operation = operations[`${request.method} ${rest}${name === undefined ? '' : '/NAME'}`];
  if (operation === undefined) return undefined;
  if (operation === 'Invoke') {
    const type = request.headers['x-amz-invocation-type'];
    if (typeof type === 'string') params['InvocationType'] = type;
    return { operation, params: { ...params, Payload: request.body.toString() } };
  }
  const body = parseJson(request.body.toString());
  return { operation, params: { ...(isJsonObject(body) && body), ...params } };
}

/** The payload is the body; what else an invocation says stands in its headers. */
export function lambdaAnswer(operation: string, result: JsonObject): RestAnswer {
  if (operation === 'DeleteAlias') return { status: 204, body: '' };
  if (operation !== 'Invoke')
    return { status: created.has(operation) ? 201 : 200, body: JSON.stringify(result) };
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

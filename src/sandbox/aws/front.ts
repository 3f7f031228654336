import {
  isJsonObject,
  newUuid,
  parseJson,
  type Clock,
  type JsonObject,
  type JsonValue,
  type Logger,
} from '../../platform/index.ts';
import type { CallLog } from '../knobs/calls.ts';
import type { Fault, Faults } from '../knobs/faults.ts';
import type { Holds } from '../knobs/holds.ts';
import { delay, never } from '../web/late.ts';
import { json, type WebHandler, type WebRequest, type WebResponse } from '../web/request.ts';
import { AwsError } from './aws-error.ts';
import { callerOf, type AssumedRoles, type Caller } from './caller.ts';
import type { MadeCall } from './cloudtrail/index.ts';
import { queryAnswer, queryCallOf, queryError } from './query-protocol.ts';
import type { Found, Protocol, Service } from './service.ts';
import { refusedKey, type SigningKeys } from './signing-keys.ts';
import { unknownService } from './unknown-service.ts';

export interface FrontNeeds {
  readonly services: readonly Service[];
  readonly assumed: AssumedRoles;
  /** Without it, any key is taken. */
  readonly keys?: SigningKeys;
  /** Hears of every call of an operation that there is. */
  readonly onCall?: (call: MadeCall) => void;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly holds: Holds;
  /** Calls signed with this key are the bot's: only they can be held. */
  readonly botAccessKeyId: string;
  readonly log: Logger;
}

/** One endpoint for all services, told apart as AWS does: target header, then the form's action, then the path. */
export function createFront(needs: FrontNeeds): WebHandler {
  const { services, faults, holds, log } = needs;

  const answer = async (found: Found, caller: Caller, request: WebRequest): Promise<WebResponse> => {
    const call = `${found.service.name}.${found.operation}`;
    const { note, told, requestId } = notes(needs, found, caller, request);
    if (needs.keys?.refuses(caller.accessKeyId) === true) {
      const error = refusedKey(found);
      note(error.code);
      return refused(found, error, requestId);
    }
    needs.keys?.used(caller);
    const isBot = caller.accessKeyId === needs.botAccessKeyId;
    if (isBot && holds.keeps('aws', call)) return never(request.gone);
    const fault = faults.take('aws', call);
    if (fault?.delayMs !== undefined && fault.when === 'before') await delay(fault.delayMs);
    const failing = fault && errorOf(fault);
    if (fault?.when === 'before' && (failing ?? fault.delayMs === undefined)) {
      note(failing?.code ?? 'cut');
      if (!failing) return { cut: true };
      told({ error: failing });
      return refused(found, failing, requestId);
    }
    try {
      const result = await work(found, caller, request);
      if (isBot) holds.done('aws', call);
      if (fault?.when === 'after' && fault.delayMs !== undefined) await delay(fault.delayMs);
      note(fault?.when === 'after' ? (failing?.code ?? 'cut') : undefined);
      told({ result });
      if (fault?.when === 'after') return failing ? refused(found, failing, requestId) : { cut: true };
      return succeeded(found, result, requestId);
    } catch (error) {
      const known = asAwsError(error, log);
      note(known.code);
      told({ error: known });
      return refused(found, known, requestId);
    }
  };

  return async (request) => {
    const caller = callerOf(request, needs.assumed, needs.keys);
    try {
      return await answer(find(services, request, caller), caller, request);
    } catch (error) {
      const service = services.find(({ name }) => name === caller.service) ?? unknownService(caller.service);
      return refused({ service, protocol: 'json' }, asAwsError(error, log), newUuid());
    }
  };
}

/** Who is told of a call: the list of calls, and whoever hears of those that a service knows. */
function notes(needs: FrontNeeds, found: Found, caller: Caller, request: WebRequest) {
  const { service, operation, params } = found;
  const requestId = newUuid();
  return {
    requestId,
    note: (error?: string) => {
      needs.calls.add({
        at: new Date(needs.clock.now()).toISOString(),
        side: 'aws',
        name: operation,
        service: service.name,
        caller: caller.arn,
        region: caller.region,
        ok: error === undefined,
        ...(error !== undefined && { error }),
      });
    },
    told: (outcome: MadeCall['outcome']) => {
      if (!Object.hasOwn(service.operations, operation)) return;
      const at = needs.clock.now();
      const sourceIp = request.raw.request.socket.remoteAddress ?? '127.0.0.1';
      const userAgent = request.headers['user-agent'] ?? '';
      const call = { at, caller, service: service.name, operation, params, outcome };
      needs.onCall?.({ ...call, sourceIp, userAgent, requestId });
    },
  };
}

function find(services: readonly Service[], request: WebRequest, caller: Caller): Found {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [prefix = '', operation = ''] = target.split('.').slice(-2);
    const service =
      services.find((candidate) => candidate.json?.target === prefix) ?? unknownService(caller.service);
    const params = request.body.length === 0 ? {} : parseJson(request.body.toString());
    if (!isJsonObject(params)) throw new AwsError('SerializationException', 'The body is not a JSON object');
    return { service, protocol: 'json', operation, params };
  }
  for (const service of services) {
    const call = service.rest?.(request, caller);
    if (call) return { service, protocol: 'rest', ...call };
  }
  const query = queryCallOf(request);
  const service =
    queryService(services, request, caller, query?.params['Version']) ?? unknownService(caller.service);
  if (!query)
    return { service, protocol: 'rest', operation: `${request.method} ${request.url.pathname}`, params: {} };
  const { action, params } = query;
  const read = service.query?.read?.(action, params, request) ?? params;
  return { service, protocol: 'query', operation: action, params: read };
}

/** By the credential scope; without one, by the path or the version of the API that the form names. */
function queryService(
  services: readonly Service[],
  request: WebRequest,
  caller: Caller,
  version: JsonValue | undefined,
): Service | undefined {
  const speaking = services.filter(({ query }) => query);
  const named =
    speaking.find(({ name }) => name === caller.service) ??
    speaking.find(({ query }) => query?.owns?.(request));
  if (named || caller.service !== '' || typeof version !== 'string') return named;
  return speaking.find(({ query }) => query?.namespace.endsWith(`/doc/${version}/`));
}

function work(
  { service, protocol, operation, params }: Found,
  caller: Caller,
  request: WebRequest,
): JsonObject | Promise<JsonObject> {
  const run = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
  if (run) return run(params, caller, request);
  throw protocol === 'query'
    ? new AwsError('InvalidAction', `Could not find operation ${operation}`)
    : unknownOperation(operation);
}

function succeeded(
  { service, protocol, operation }: Found,
  result: JsonObject,
  requestId: string,
): WebResponse {
  if (protocol === 'query') {
    const { namespace = '', lists, write, document } = service.query ?? {};
    const own = document?.(operation, result, requestId);
    if (own !== undefined) {
      const headers = { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId };
      return { status: 200, headers, body: own };
    }
    return queryAnswer(namespace, operation, write?.(operation, result) ?? result, requestId, lists);
  }
  const headers = { 'content-type': contentType(service), 'x-amzn-requestid': requestId };
  const rest = protocol === 'rest' ? service.restAnswer?.(operation, result) : undefined;
  if (rest) return { status: rest.status ?? 200, headers: { ...headers, ...rest.headers }, body: rest.body };
  return json(result, 200, headers);
}

function refused(
  { service, protocol }: { service: Service; protocol: Protocol },
  error: AwsError,
  requestId: string,
): WebResponse {
  const own = service.errorAnswer?.(error, requestId);
  if (own) {
    const headers = { 'content-type': contentType(service), 'x-amzn-requestid': requestId, ...own.headers };
    return { status: own.status ?? error.status, headers, body: own.body };
  }
  if (protocol === 'query') return queryError(service.query?.namespace ?? '', error, requestId);
  const type = `${service.errorPrefix ?? ''}${error.code}`;
  return json({ __type: type, message: error.message }, error.status, {
    'content-type': contentType(service),
    'x-amzn-requestid': requestId,
    'x-amzn-errortype': type,
    ...(error.queryCode !== undefined && { 'x-amzn-query-error': `${error.queryCode};Sender` }),
  });
}

function contentType(service: Service): string {
  return service.rest ? 'application/json' : `application/x-amz-json-${service.json?.version ?? '1.0'}`;
}

/** The fault's error; undefined where the answer is only late, or cut. */
function errorOf(fault: Fault): AwsError | undefined {
  if (fault.error === undefined && fault.status === undefined) return undefined;
  const code = fault.error ?? 'InternalFailure';
  const status = fault.status ?? (fault.error === undefined ? 500 : 400);
  return new AwsError(code, `${code}: a fault that was switched on in the sandbox`, status);
}

function asAwsError(error: unknown, log: Logger): AwsError {
  if (error instanceof AwsError) return error;
  log.error({ err: error }, 'sandbox AWS failed');
  return new AwsError('InternalFailure', 'The sandbox failed; its log says why.', 500);
}

export function unknownOperation(what: string): AwsError {
  return new AwsError('UnknownOperationException', `The sandbox has no operation ${what}.`);
}

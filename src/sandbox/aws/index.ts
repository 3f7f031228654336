import {
  isJsonObject,
  messageOf,
  newUuid,
  parseJson,
  silentLogger,
  type JsonObject,
  type Logger,
  type ShiftableClock,
} from '../../platform/index.ts';
import type { CallLog } from '../knobs/calls.ts';
import type { Fault, Faults } from '../knobs/faults.ts';
import type { Holds } from '../knobs/holds.ts';
import { json, type WebHandler, type WebRequest, type WebResponse } from '../web/request.ts';
import { AwsError } from './aws-error.ts';
import { callerOf, homeAccount, type AssumedRoles, type Caller } from './caller.ts';
import type { FunctionRunner } from './functions.ts';
import type { Operations } from './operation.ts';
import { queryAnswer, queryCallOf, queryError } from './query-protocol.ts';
import { createLocalStepFunctions, seedRole } from './step-functions/index.ts';
import { stsOperations } from './sts.ts';

export type { FunctionRunner, Invocation } from './functions.ts';

export interface AwsSeeds {
  readonly machines: readonly { readonly name: string; readonly definition: string }[];
  readonly activities: readonly string[];
}

export interface LocalAws {
  readonly handler: WebHandler;
  seed(seeds: AwsSeeds): Promise<void>;
  /** Resolves when all work that is due now is done. */
  settled(): Promise<void>;
  reset(): void;
}

interface Service {
  /** Name in `faults` and `calls`: that of the credential scope. */
  readonly name: string;
  readonly protocol: 'json' | 'query';
  readonly operations: Operations;
}

interface Found {
  readonly service: Service;
  readonly operation: string;
  readonly params: JsonObject;
}

const stsNamespace = 'https://sts.amazonaws.com/doc/2011-06-15/';
const seedRegion = 'us-east-1';

/** One endpoint for all services, told apart as AWS does: target header, then the query's action. */
export function createLocalAws(needs: {
  clock: ShiftableClock;
  faults: Faults;
  calls: CallLog;
  holds: Holds;
  /** Calls signed with this key are the bot's: only they can be held. */
  botAccessKeyId: string;
  functions: FunctionRunner;
  log?: Logger;
}): LocalAws {
  const { clock, faults, calls, holds } = needs;
  const log = needs.log ?? silentLogger();
  const assumed: AssumedRoles = new Map();
  const stepFunctions = createLocalStepFunctions({ clock, functions: needs.functions });
  const services: readonly (Service & { readonly target: string })[] = [
    { name: 'states', target: 'AWSStepFunctions', protocol: 'json', operations: stepFunctions.operations },
    { name: 'sts', target: '', protocol: 'query', operations: stsOperations({ assumed, clock }) },
  ];

  const find = (request: WebRequest, caller: Caller): Found => {
    const target = request.headers['x-amz-target'];
    if (typeof target === 'string') {
      const [prefix = '', operation = ''] = target.split('.');
      const service = services.find((candidate) => candidate.target === prefix);
      if (!service) throw unknownOperation(target);
      const params = request.body.length === 0 ? {} : parseJson(request.body.toString());
      if (!isJsonObject(params))
        throw new AwsError('SerializationException', 'The body is not a JSON object');
      return { service, operation, params };
    }
    const query = queryCallOf(request);
    const service = services.find(({ name, protocol }) => protocol === 'query' && name === caller.service);
    if (!query || !service)
      throw unknownOperation(query?.action ?? `${request.method} ${request.url.pathname}`);
    return { service, operation: query.action, params: query.params };
  };

  const work = async (found: Found, caller: Caller, request: WebRequest): Promise<JsonObject> => {
    const run = Object.hasOwn(found.service.operations, found.operation)
      ? found.service.operations[found.operation]
      : undefined;
    if (run) return run(found.params, caller, request);
    throw found.service.protocol === 'query'
      ? new AwsError('InvalidAction', `Could not find operation ${found.operation}`)
      : unknownOperation(found.operation);
  };

  const answer = async (found: Found, caller: Caller, request: WebRequest): Promise<WebResponse> => {
    const { service, operation } = found;
    const call = `${service.name}.${operation}`;
    const note = (error?: string) => {
      calls.add({
        at: new Date(clock.now()).toISOString(),
        side: 'aws',
        name: operation,
        service: service.name,
        ok: error === undefined,
        ...(error !== undefined && { error }),
      });
    };
    const isBot = caller.accessKeyId === needs.botAccessKeyId;
    if (isBot && holds.keeps('aws', call)) return never(request.gone);
    const fault = faults.take('aws', call);
    if (fault?.delayMs !== undefined && fault.when === 'before') await delay(fault.delayMs);
    const failing = fault && errorOf(fault);
    if (fault?.when === 'before' && (failing ?? fault.delayMs === undefined)) {
      note(failing?.code ?? 'cut');
      return failing ? refused(service, failing) : { cut: true };
    }
    try {
      const result = await work(found, caller, request);
      if (isBot) holds.done('aws', call);
      if (fault?.when === 'after' && fault.delayMs !== undefined) await delay(fault.delayMs);
      note(fault?.when === 'after' ? (failing?.code ?? 'cut') : undefined);
      if (fault?.when === 'after') return failing ? refused(service, failing) : { cut: true };
      return succeeded(service, operation, result);
    } catch (error) {
      const known = asAwsError(error, log);
      note(known.code);
      return refused(service, known);
    }
  };

  return {
    async handler(request) {
      const caller = callerOf(request, assumed);
      let found: Found;
      try {
        found = find(request, caller);
      } catch (error) {
        return refused({ name: caller.service, protocol: 'json', operations: {} }, asAwsError(error, log));
      }
      return answer(found, caller, request);
    },
    async seed({ machines, activities }) {
      const caller: Caller = {
        accessKeyId: 'seeds',
        region: seedRegion,
        service: 'states',
        account: homeAccount,
        arn: seedRole,
      };
      const call = async (operation: string, params: JsonObject) => {
        const request = { gone: new AbortController().signal };
        await stepFunctions.operations[operation]?.(params, caller, request);
      };
      for (const name of activities) await call('CreateActivity', { name });
      for (const { name, definition } of machines) {
        await call('CreateStateMachine', { name, definition, roleArn: seedRole });
      }
    },
    settled: () => stepFunctions.settled(),
    reset() {
      stepFunctions.reset();
      assumed.clear();
    },
  };
}

function succeeded(service: Service, operation: string, result: JsonObject): WebResponse {
  const requestId = newUuid();
  if (service.protocol === 'query') return queryAnswer(stsNamespace, operation, result, requestId);
  return json(result, 200, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': requestId });
}

function refused(service: Service, error: AwsError): WebResponse {
  const requestId = newUuid();
  if (service.protocol === 'query') return queryError(stsNamespace, error, requestId);
  return json({ __type: error.code, message: error.message }, error.status, {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': requestId,
    'x-amzn-errortype': error.code,
  });
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
  return new AwsError('InternalFailure', messageOf(error), 500);
}

function unknownOperation(what: string): AwsError {
  return new AwsError('UnknownOperationException', `The sandbox has no operation ${what}.`);
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Holds a request until its client goes away. */
function never(gone: AbortSignal): Promise<WebResponse> {
  return new Promise((resolve) => {
    gone.addEventListener(
      'abort',
      () => {
        resolve({ cut: true });
      },
      { once: true },
    );
  });
}

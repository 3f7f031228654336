import { digestOf, newUuid, parseJson, type Clock, type JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { FunctionRunner, Invocation } from '../functions.ts';
import { optionalText, text } from '../page.ts';
import type { Service } from '../service.ts';
import { functionTimeoutSeconds } from './function-files.ts';
import { readFunctionName, type FunctionName } from './names.ts';
import { lambdaAnswer, lambdaCallOf, lambdaError } from './rest.ts';

export { createFunctionFiles, type FunctionFiles } from './function-files.ts';

/** 6 MB and, for InvocationType Event, 1 MB. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestPayload = 6_291_456;
const largestEvent = 1_048_576;
/** An asynchronous call that failed is tried twice more, after one and after two minutes. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const retryDelaysMs = [60_000, 120_000];
const usualPage = 50;

export interface LocalLambda {
  readonly service: Service;
  /** Resolves when no asynchronous call is running. */
  settled(): Promise<void>;
}

/** Lambda: functions that exist from the start, and calls of them. */
export function createLambda(needs: { functions: FunctionRunner; clock: Clock }): LocalLambda {
  const { functions, clock } = needs;
  const working = new Set<Promise<unknown>>();
  const startedAt = new Date(clock.now()).toISOString().replace('Z', '+0000');

  const named = (params: JsonObject, caller: Caller): FunctionName => {
    const found = readFunctionName(text(params, 'FunctionName'), caller, optionalText(params, 'Qualifier'));
    if (functions.has(found.name) && (found.qualifier ?? '$LATEST') === '$LATEST') return found;
    const suffix = found.qualifier === undefined ? '' : `:${found.qualifier}`;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${found.arn}${suffix}`, 404);
  };
  const configuration = ({ name, arn }: FunctionName): JsonObject => ({
    FunctionName: name,
    FunctionArn: arn,
    Runtime: 'nodejs22.x',
    Role: `arn:aws:iam::${arn.split(':')[4] ?? ''}:role/signalbox-sandbox`,
    Handler: 'index.handler',
    CodeSize: 0,
    Description: '',
    Timeout: functionTimeoutSeconds,
    MemorySize: 128,
    LastModified: startedAt,
    CodeSha256: Buffer.from(digestOf(name), 'hex').toString('base64'),
    Version: '$LATEST',
    TracingConfig: { Mode: 'PassThrough' },
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: ['x86_64'],
  });
  const run = ({ name, arn }: FunctionName, payload: string): Promise<Invocation> =>
    functions.invoke(name, parseJson(payload) ?? {}, { requestId: newUuid(), functionArn: arn });

  /** In the background, as the caller of an Event call wants it. */
  const runLater = (called: FunctionName, payload: string, attempt = 0) => {
    const work = run(called, payload).then((answer) => {
      const delayMs = retryDelaysMs[attempt];
      if (answer.ok || delayMs === undefined) return;
      clock.after(delayMs, () => {
        runLater(called, payload, attempt + 1);
      });
    });
    working.add(work);
    void work.finally(() => working.delete(work));
  };

  return {
    service: {
      name: 'lambda',
      rest: lambdaCallOf,
      restAnswer: lambdaAnswer,
      errorAnswer: lambdaError,
      operations: {
        async Invoke(params, caller) {
          const type = optionalText(params, 'InvocationType') ?? 'RequestResponse';
          const called = named(params, caller);
          const payload = readPayload(params, type);
          if (type === 'DryRun') return { StatusCode: 204 };
          if (type === 'Event') {
            runLater(called, payload);
            return { StatusCode: 202, Payload: '' };
          }
          return invoked(await run(called, payload));
        },
        ListFunctions(params, caller) {
          const after = optionalText(params, 'Marker') ?? '';
          const size = Number(optionalText(params, 'MaxItems') ?? usualPage);
          const names = functions.names().filter((name) => name > after);
          const page = names.slice(0, size);
          return {
            Functions: page.map((name) => configuration(readFunctionName(name, caller))),
            ...(page.length < names.length && { NextMarker: page.at(-1) ?? '' }),
          };
        },
        GetFunction: (params, caller) => ({
          Configuration: configuration(named(params, caller)),
          Code: { RepositoryType: 'S3', Location: '' },
        }),
        GetFunctionConfiguration: (params, caller) => configuration(named(params, caller)),
      },
    },
    async settled() {
      while (working.size > 0) await Promise.all(working);
    },
  };
}

function readPayload(params: JsonObject, type: string): string {
  const payload = optionalText(params, 'Payload') ?? '';
  if (!['RequestResponse', 'Event', 'DryRun'].includes(type)) {
    throw new AwsError(
      'InvalidParameterValueException',
      `1 validation error detected: Value '${type}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, DryRun, RequestResponse]`,
    );
  }
  const largest = type === 'Event' ? largestEvent : largestPayload;
  if (Buffer.byteLength(payload) > largest) {
    throw new AwsError(
      'RequestTooLargeException',
      `Request must be smaller than ${largest} bytes for the InvokeFunction operation`,
      413,
    );
  }
  if (payload !== '' && parseJson(payload) === undefined) {
    throw new AwsError(
      'InvalidRequestContentException',
      'Could not parse request body into json: Could not parse payload into json',
    );
  }
  return payload === '' ? '{}' : payload;
}

function invoked(answer: Invocation): JsonObject {
  const whole = { StatusCode: 200, ExecutedVersion: '$LATEST' };
  if (!answer.ok) {
    const { errorType, errorMessage, trace } = answer;
    const payload = JSON.stringify({ errorType, errorMessage, ...(trace && { trace }) });
    return { ...whole, FunctionError: 'Unhandled', Payload: payload };
  }
  const payload = JSON.stringify(answer.payload);
  if (Buffer.byteLength(payload) <= largestPayload) return { ...whole, Payload: payload };
  return invoked({
    ok: false,
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${largestPayload} bytes).`,
  });
}

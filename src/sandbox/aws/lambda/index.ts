import { newUuid, parseJson, type Clock, type JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { FunctionRunner, Invocation } from '../functions.ts';
import { optionalText, text } from '../page.ts';
import type { Colleagues, Service } from '../service.ts';
import { aliasOperations } from './alias-operations.ts';
import { createCodeFolder } from './code-folder.ts';
import { codeOperations } from './code-operations.ts';
import { configuration } from './configuration.ts';
import { readFunctionName, type FunctionName } from './names.ts';
import { createReleases, latestVersion, released, type Code } from './releases.ts';
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
  /** Back to the code that the functions have from the start. */
  reset(): void;
}

/** A call, and the code that it means. */
interface Called extends FunctionName {
  readonly version: string;
  readonly code: Code;
}

/** Lambda: functions that exist from the start, their versions and aliases, and calls of them. */
export function createLambda(needs: {
  functions: FunctionRunner;
  clock: Clock;
  colleagues: Colleagues;
}): LocalLambda {
  const { functions, clock, colleagues } = needs;
  const releases = createReleases();
  const folder = createCodeFolder();
  const working = new Set<Promise<unknown>>();
  const startedAt = new Date(clock.now()).toISOString().replace('Z', '+0000');

  const named = (params: JsonObject, caller: Caller): Called => {
    const found = readFunctionName(text(params, 'FunctionName'), caller, optionalText(params, 'Qualifier'));
    const release = functions.has(found.name) && released(releases.of(found), found.qualifier);
    if (release) return { ...found, ...release };
    const suffix = found.qualifier === undefined ? '' : `:${found.qualifier}`;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${found.arn}${suffix}`, 404);
  };
  const find = (params: JsonObject, caller: Caller) => {
    const called = named({ FunctionName: params['FunctionName'] ?? '' }, caller);
    return { called, releases: releases.of(called) };
  };
  const handlerOf = ({ name }: FunctionName) => functions.handlerOf?.(name) ?? 'index.handler';
  const configured = (called: FunctionName, version = latestVersion): JsonObject => {
    const all = releases.of(called);
    const description = all.descriptions.get(version) ?? '';
    const code = all.versions.get(version) ?? all.latest;
    return configuration({
      called,
      version,
      code,
      handler: handlerOf(called),
      description,
      modified: startedAt,
    });
  };
  const run = ({ name, arn, version, code, qualifier }: Called, payload: string): Promise<Invocation> =>
    functions.invoke(name, parseJson(payload) ?? {}, {
      requestId: newUuid(),
      functionArn: arn,
      ...(qualifier !== undefined && { qualifier }),
      ...(version !== latestVersion && { version }),
      ...(code.file !== undefined && { file: code.file }),
    });

  /** In the background, as the caller of an Event call wants it. */
  const runLater = (called: Called, payload: string, attempt = 0) => {
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
          return invoked(await run(called, payload), called.version);
        },
        ListFunctions(params, caller) {
          const after = optionalText(params, 'Marker') ?? '';
          const size = Number(optionalText(params, 'MaxItems') ?? usualPage);
          const names = functions.names().filter((name) => name > after);
          const page = names.slice(0, size);
          return {
            Functions: page.map((name) => configured(readFunctionName(name, caller))),
            ...(page.length < names.length && { NextMarker: page.at(-1) ?? '' }),
          };
        },
        GetFunction(params, caller) {
          const called = named(params, caller);
          const Code = { RepositoryType: 'S3', Location: '' };
          return { Configuration: configured(called, called.version), Code };
        },
        GetFunctionConfiguration(params, caller) {
          const called = named(params, caller);
          return configured(called, called.version);
        },
        ...codeOperations({ find, configured, handlerOf, folder, colleagues }),
        ...aliasOperations(find),
      },
    },
    async settled() {
      while (working.size > 0) await Promise.all(working);
    },
    reset() {
      releases.clear();
      folder.clear();
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

function invoked(answer: Invocation, version: string): JsonObject {
  const whole = { StatusCode: 200, ExecutedVersion: version };
  if (!answer.ok) {
    const { errorType, errorMessage, trace } = answer;
    const payload = JSON.stringify({ errorType, errorMessage, ...(trace && { trace }) });
    return { ...whole, FunctionError: 'Unhandled', Payload: payload };
  }
  const payload = JSON.stringify(answer.payload);
  if (Buffer.byteLength(payload) <= largestPayload) return { ...whole, Payload: payload };
  const errorType = 'Function.ResponseSizeTooLarge';
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${largestPayload} bytes).`;
  return invoked({ ok: false, errorType, errorMessage }, version);
}

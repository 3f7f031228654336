// The inside of a function's execution environment: a thread that loads one file and runs its handler, call by call.
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { thrownBy, type Thrown } from './thrown.ts';
import type { WorkerCall, WorkerMessage, WorkerStart } from './worker-messages.ts';

type Handler = (
  event: unknown,
  context: unknown,
  callback: (error: unknown, result?: unknown) => void,
) => unknown;

const { file, functionName } = workerData as WorkerStart;

// What functions print belongs to no transcript of the sandbox.
process.stdout.write = process.stderr.write.bind(process.stderr);

function say(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

/** A handler of three parameters answers by its callback, any other by what it returns. */
function run(handler: Handler, event: unknown, context: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const result = handler(event, context, (error, answer) => {
      if (error === null || error === undefined) resolve(answer);
      else reject(asIs(error));
    });
    if (handler.length < 3 || isThenable(result)) resolve(result);
  });
}

async function answer(handler: Handler, call: WorkerCall): Promise<void> {
  const context = {
    functionName,
    functionVersion: call.version ?? '$LATEST',
    invokedFunctionArn: `${call.functionArn}${call.qualifier === undefined ? '' : `:${call.qualifier}`}`,
    awsRequestId: call.requestId,
    memoryLimitInMB: '128',
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: `sandbox/[${call.version ?? '$LATEST'}]${call.requestId}`,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(call.deadline - performance.timeOrigin - performance.now(), 0),
  };
  let result: unknown;
  try {
    result = await run(handler, JSON.parse(call.payload), context);
  } catch (error) {
    say({ kind: 'threw', thrown: thrownBy(error) });
    return;
  }
  try {
    const text: unknown = JSON.stringify(result);
    say({ kind: 'answered', payload: typeof text === 'string' ? text : 'null' });
  } catch (error) {
    const { errorMessage, trace } = thrownBy(error);
    say({
      kind: 'threw',
      thrown: {
        errorType: 'Runtime.MarshalError',
        errorMessage: `Unable to stringify response body: ${errorMessage}`,
        trace,
      },
    });
  }
}

async function load(): Promise<Handler> {
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const fallback = module['default'] as Record<string, unknown> | undefined;
  const handler = module['handler'] ?? fallback?.['handler'];
  if (typeof handler === 'function') return handler as Handler;
  const missing = new Error(
    handler === undefined ? 'it exports no handler' : 'what it exports as handler is not a function',
  );
  missing.name = 'Runtime.HandlerNotFound';
  throw missing;
}

function isThenable(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}

/** A callback may reject with anything, as a handler may throw anything. */
function asIs(error: unknown): Error {
  return error as Error;
}

try {
  const handler = await load();
  parentPort?.on('message', (call: WorkerCall) => {
    void answer(handler, call);
  });
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'broken', thrown: notLoaded(error) });
}

/** Lambda's own names for a file that cannot be loaded. */
function notLoaded(error: unknown): Thrown {
  const thrown = thrownBy(error);
  if (thrown.errorType === 'SyntaxError')
    return {
      ...thrown,
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: `SyntaxError: ${thrown.errorMessage}`,
    };
  const code = (error as { code?: unknown } | undefined)?.code;
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND')
    return {
      ...thrown,
      errorType: 'Runtime.ImportModuleError',
      errorMessage: `Error: ${thrown.errorMessage}`,
    };
  return thrown;
}

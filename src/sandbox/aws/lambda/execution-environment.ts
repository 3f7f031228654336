import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { parseJson } from '../../../platform/index.ts';
import type { Invocation, InvocationContext } from '../functions.ts';
import { thrownBy, type Thrown } from './thrown.ts';
import type { WorkerCall, WorkerMessage, WorkerStart } from './worker-messages.ts';

/** Threads run the built file; it is at the same place for sources and built files. */
const program = fileURLToPath(new URL('../../../../dist/sandbox/aws/lambda/worker.js', import.meta.url));
/** Heap of one function, in MB: enough for an SDK client, too little to hurt the sandbox. */
const heapMb = 256;

export interface FunctionSettings {
  readonly name: string;
  readonly file: string;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** One thread that runs one function, one call at a time. An endless loop or a crash ends this thread alone. */
export interface ExecutionEnvironment {
  /** Loads the file. Undefined when it is ready, else what was wrong with it. */
  ready(): Promise<Thrown | undefined>;
  run(payload: string, context: InvocationContext): Promise<Invocation>;
  /** False after a timeout or a crash: it takes no more calls. */
  readonly alive: boolean;
  stop(): Promise<void>;
}

export function createExecutionEnvironment(settings: FunctionSettings): ExecutionEnvironment {
  const { name, file, timeoutSeconds } = settings;
  const start: WorkerStart = { file, functionName: name };
  const worker = new Worker(program, {
    workerData: start,
    env: { ...settings.environment, AWS_LAMBDA_FUNCTION_NAME: name, AWS_LAMBDA_FUNCTION_VERSION: '$LATEST' },
    execArgv: ['--enable-source-maps'],
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  let alive = true;
  let onMessage: (message: WorkerMessage) => void = () => undefined;
  let loaded: (broken: Thrown | undefined) => void = () => undefined;
  const loading = new Promise<Thrown | undefined>((resolve) => {
    loaded = resolve;
  }).finally(() => {
    // A thread that only waits for its next call does not keep the process up.
    worker.unref();
  });
  const ended = (thrown: Thrown) => {
    if (!alive) return;
    alive = false;
    loaded(thrown);
    onMessage({ kind: 'threw', thrown });
  };
  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'ready') loaded(undefined);
    else if (message.kind === 'broken') ended(message.thrown);
    else onMessage(message);
  });
  worker.on('error', (error) => {
    ended(thrownBy(error));
  });
  worker.on('exit', (code) => {
    const why =
      code === 0
        ? 'Runtime exited without providing a reason'
        : `Runtime exited with error: exit status ${code}`;
    ended({ errorType: 'Runtime.ExitError', errorMessage: `Error: ${why}`, trace: [] });
  });
  const stop = async () => {
    alive = false;
    await worker.terminate();
  };

  return {
    ready: () => loading,
    get alive() {
      return alive;
    },
    stop,
    run: (payload, context) =>
      new Promise((resolve) => {
        worker.ref();
        const timer = setTimeout(() => {
          const seconds = timeoutSeconds.toFixed(2);
          ended({
            errorType: 'Sandbox.Timedout',
            errorMessage: `Error: Task timed out after ${seconds} seconds`,
            trace: [],
          });
          void stop();
        }, timeoutSeconds * 1000);
        onMessage = (message) => {
          clearTimeout(timer);
          onMessage = () => undefined;
          worker.unref();
          resolve(answerOf(message, context.requestId));
        };
        const call: WorkerCall = {
          payload,
          ...context,
          deadline: performance.timeOrigin + performance.now() + timeoutSeconds * 1000,
        };
        worker.postMessage(call);
      }),
  };
}

function answerOf(message: WorkerMessage, requestId: string): Invocation {
  if (message.kind === 'answered') return { ok: true, payload: parseJson(message.payload) ?? null };
  if (message.kind === 'ready')
    return { ok: false, errorType: 'Runtime.Unknown', errorMessage: 'The function did not answer.' };
  const { errorType, errorMessage, trace } = message.thrown;
  // What ends the runtime itself has no stack; AWS then names the request.
  if (errorType === 'Sandbox.Timedout' || errorType === 'Runtime.ExitError')
    return { ok: false, errorType, errorMessage: `RequestId: ${requestId} ${errorMessage}` };
  return { ok: false, errorType, errorMessage, trace };
}

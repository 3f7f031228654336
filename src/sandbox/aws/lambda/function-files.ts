import { newUuid, type JsonValue } from '../../../platform/index.ts';
import type { FunctionRunner, Invocation, InvocationContext } from '../functions.ts';
import { createExecutionEnvironment, type ExecutionEnvironment } from './execution-environment.ts';
import type { Thrown } from './thrown.ts';

/** Lambda's own default is 3 s; first calls that load an SDK need more on a busy machine. */
export const functionTimeoutSeconds = 30;
/** Threads of one function at most; further calls wait for one. */
const mostEnvironments = 4;

/** Functions that stand in files, each run in threads of its own. */
export interface FunctionFiles extends FunctionRunner {
  /** What the functions find in `process.env`, from their next start on. */
  useEnvironment(environment: Readonly<Record<string, string>>): void;
  /** Loads a function now. Undefined where it is ready, else what is wrong with its file. */
  check(name: string): Promise<Thrown | undefined>;
  stop(): Promise<void>;
}

interface Pool {
  readonly file: string;
  readonly idle: ExecutionEnvironment[];
  readonly all: Set<ExecutionEnvironment>;
  readonly waiting: (() => void)[];
}

export function createFunctionFiles(options: {
  /** Path by function name. */
  files: ReadonlyMap<string, string>;
  timeoutSeconds?: number;
}): FunctionFiles {
  const pools = new Map<string, Pool>(
    [...options.files].map(([name, file]) => [name, { file, idle: [], all: new Set(), waiting: [] }]),
  );
  let environment: Readonly<Record<string, string>> = {};

  const open = (name: string, pool: Pool) => {
    const opened = createExecutionEnvironment({
      name,
      file: pool.file,
      timeoutSeconds: options.timeoutSeconds ?? functionTimeoutSeconds,
      environment,
    });
    pool.all.add(opened);
    return opened;
  };
  const take = async (name: string, pool: Pool): Promise<ExecutionEnvironment> => {
    for (;;) {
      const warm = pool.idle.pop();
      if (warm?.alive === true) return warm;
      if (warm) pool.all.delete(warm);
      else if (pool.all.size < mostEnvironments) return open(name, pool);
      else await new Promise<void>((resolve) => pool.waiting.push(resolve));
    }
  };
  /** One stays warm, more only while calls wait. */
  const giveBack = (pool: Pool, used: ExecutionEnvironment) => {
    if (used.alive && pool.all.has(used) && (pool.idle.length === 0 || pool.waiting.length > 0)) {
      pool.idle.push(used);
    } else {
      pool.all.delete(used);
      void used.stop();
    }
    pool.waiting.shift()?.();
  };
  const use = async <T>(name: string, pool: Pool, work: (used: ExecutionEnvironment) => Promise<T>) => {
    const used = await take(name, pool);
    try {
      return await work(used);
    } finally {
      giveBack(pool, used);
    }
  };
  const dropIdle = async (pool: Pool) => {
    const idle = pool.idle.splice(0);
    for (const one of idle) pool.all.delete(one);
    await Promise.all(idle.map((one) => one.stop()));
  };

  return {
    names: () => [...pools.keys()].sort(),
    has: (name) => pools.has(name),
    useEnvironment(next) {
      environment = next;
      for (const pool of pools.values()) {
        void dropIdle(pool);
        // Those at work end with their call.
        pool.all.clear();
      }
    },
    async check(name) {
      const pool = pools.get(name);
      return pool && (await use(name, pool, (used) => used.ready()));
    },
    async invoke(name: string, payload: JsonValue, context?: InvocationContext): Promise<Invocation> {
      const pool = pools.get(name);
      if (!pool) return { ok: false, errorType: 'ResourceNotFoundException', errorMessage: name };
      return use(name, pool, async (used) => {
        const broken = await used.ready();
        if (broken) return { ok: false, ...broken };
        return used.run(
          JSON.stringify(payload),
          context ?? { requestId: newUuid(), functionArn: `arn:aws:lambda:::function:${name}` },
        );
      });
    },
    async stop() {
      await Promise.all(
        [...pools.values()].flatMap((pool) => {
          pool.idle.length = 0;
          const all = [...pool.all];
          pool.all.clear();
          return all.map((one) => one.stop());
        }),
      );
    },
  };
}

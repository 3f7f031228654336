import { parse } from 'node:path';
import { newUuid, type JsonValue } from '../../../platform/index.ts';
import type { FunctionRunner, Invocation, InvocationContext } from '../functions.ts';
import {
  createExecutionEnvironment,
  type ExecutionEnvironment,
  type FunctionSettings,
} from './execution-environment.ts';
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
  readonly settings: FunctionSettings;
  readonly idle: ExecutionEnvironment[];
  readonly all: Set<ExecutionEnvironment>;
  readonly waiting: (() => void)[];
}

export function createFunctionFiles(options: {
  /** Path by function name. */
  files: ReadonlyMap<string, string>;
  /** What a function has in its own environment, by its ARN. */
  environments?: ReadonlyMap<string, Readonly<Record<string, string>>>;
  timeoutSeconds?: number;
}): FunctionFiles {
  const { files, timeoutSeconds = functionTimeoutSeconds } = options;
  /** By ARN and file: one function may stand in several Regions, each in several versions. */
  const pools = new Map<string, Pool>();
  let environment: Readonly<Record<string, string>> = {};

  const poolOf = (name: string, file: string, arn: string): Pool => {
    const key = `${arn} ${file}`;
    const known = pools.get(key);
    if (known) return known;
    const region = arn.split(':')[3] ?? '';
    const own = { ...(region !== '' && { AWS_REGION: region }), ...options.environments?.get(arn) };
    const settings = { name, file, timeoutSeconds, environment: { ...environment, ...own } };
    const pool: Pool = { settings, idle: [], all: new Set(), waiting: [] };
    pools.set(key, pool);
    return pool;
  };
  const open = (pool: Pool) => {
    const opened = createExecutionEnvironment(pool.settings);
    pool.all.add(opened);
    return opened;
  };
  const take = async (pool: Pool): Promise<ExecutionEnvironment> => {
    for (;;) {
      const warm = pool.idle.pop();
      if (warm?.alive === true) return warm;
      if (warm) pool.all.delete(warm);
      else if (pool.all.size < mostEnvironments) return open(pool);
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
  const use = async <T>(pool: Pool, work: (used: ExecutionEnvironment) => Promise<T>) => {
    const used = await take(pool);
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
    names: () => [...files.keys()].sort(),
    has: (name) => files.has(name),
    handlerOf: (name) => `${parse(files.get(name) ?? 'index').name}.handler`,
    useEnvironment(next) {
      environment = next;
      for (const pool of pools.values()) {
        void dropIdle(pool);
        // Those at work end with their call.
        pool.all.clear();
      }
      pools.clear();
    },
    async check(name) {
      const file = files.get(name);
      if (file === undefined) return undefined;
      return use(poolOf(name, file, nowhere(name)), (used) => used.ready());
    },
    async invoke(name: string, payload: JsonValue, context?: InvocationContext): Promise<Invocation> {
      const file = context?.file ?? files.get(name);
      if (file === undefined)
        return { ok: false, errorType: 'ResourceNotFoundException', errorMessage: name };
      const called = context ?? { requestId: newUuid(), functionArn: nowhere(name) };
      return use(poolOf(name, file, called.functionArn), async (used) => {
        const broken = await used.ready();
        if (broken) return { ok: false, ...broken };
        return used.run(JSON.stringify(payload), called);
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

/** Of a call that says no Region. */
function nowhere(name: string): string {
  return `arn:aws:lambda:::function:${name}`;
}

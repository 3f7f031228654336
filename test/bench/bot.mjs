// The unmodified bot in a process of its own, over SQLite or over DynamoDB's double, beside a sandbox without one.
import { execFileSync, fork, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../dist/config/index.js';
import { openStores } from '../../dist/stores/index.js';
import { openSandbox } from './bench-sandbox.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const clickers = ['U0APPROVER', 'U0SECOND'];
const policyText = JSON.stringify({
  queues: [{ url: '${SIGNALBOX_QUEUE_URL}' }],
  machines: ['bench-*'],
  access: [],
  gates: {
    bench: {
      for: ['bench-*'],
      channel: 'releases',
      title: 'Bench {{ $.number }}',
      levels: [{ name: 'clickers', any: clickers }],
      reason: { approve: 'none', reject: 'none' },
      unverified: 'allowed',
      digest: 'never',
    },
  },
});

/** Figures by store; DynamoDB's are those of its double. */
export async function ofEachStore(measure) {
  const figures = {};
  for (const kind of (process.env.SIGNALBOX_BENCH_STORES ?? 'sqlite,dynamodb').split(','))
    figures[kind] = {
      ...(kind === 'dynamodb' && { double: 'dynalite, one process' }),
      ...(await measure(kind)),
    };
  return figures;
}

export const residentMbOf = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

/** @param kind `sqlite` or `dynamodb` */
export async function openBench(kind) {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
  const policy = join(folder, 'signalbox.yaml');
  writeFileSync(policy, policyText);
  const sandbox = await openSandbox('--no-bot', '--config', policy);
  const env = { ...(await sandbox.look('env')), AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  let dynamo;
  if (kind === 'dynamodb') {
    dynamo = fork(path('dynamo.mjs'), { stdio: 'inherit' });
    const { endpoint } = await new Promise((resolve) => dynamo.once('message', resolve));
    Object.assign(env, {
      SIGNALBOX_STORE: 'dynamodb',
      SIGNALBOX_TABLE: 'bench',
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    });
    execFileSync(process.execPath, [path('../../dist/cli/main.js'), 'store', 'create'], {
      env,
      stdio: 'ignore',
    });
  }
  // The SDKs of this process find their credentials as the bot's do.
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) process.env[name] = env[name];
  const config = loadConfig((file) => readFileSync(file, 'utf8'), env);
  const stores = openStores(config);
  await stores.open();
  return {
    sandbox,
    stores,
    gate: config.policy.gates.get('bench'),
    tokenKeys: config.tokenKeys,
    queueUrl: env.SIGNALBOX_QUEUE_URL,
    /** Starts the bot; resolves when it says that it is ready. */
    async start() {
      const startedAt = performance.now();
      const log = openSync(join(folder, 'bot.log'), 'a');
      const child = spawn(process.execPath, ['--enable-source-maps', path('../../dist/main.js')], {
        env,
        stdio: ['ignore', log, log, 'ipc'],
      });
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await new Promise((resolve, reject) => {
        child.once('message', resolve);
        void gone.then(() => reject(new Error(readFileSync(join(folder, 'bot.log'), 'utf8').slice(-2_000))));
      });
      return {
        readyMs: performance.now() - startedAt,
        residentMb: () => residentMbOf(child.pid),
        async end(signal) {
          child.kill(signal);
          await gone;
        },
      };
    },
    async stop() {
      stores.close();
      await sandbox.stop();
      dynamo?.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

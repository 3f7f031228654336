import { fork, execFile } from 'node:child_process';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openSandbox, pause } from '../bench/bench-sandbox.mjs';
import { activities, channels, machines, policyText } from './policy.mjs';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const roleArn = 'arn:aws:iam::000000000000:role/chaos';
/** What a call of ours that met a fault waits before the next try, ms. */
const againAfterMs = 200;

/** Slack, AWS and the store, each a process of its own; no bot yet. */
export async function openWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-chaos-'));
  const policy = join(folder, 'signalbox.yaml');
  writeFileSync(policy, policyText);
  const dynamo = fork(fileURLToPath(new URL('../bench/dynamo.mjs', import.meta.url)), { stdio: 'inherit' });
  const heard = () => new Promise((resolve) => dynamo.once('message', resolve));
  const { endpoint } = await heard();
  const sandbox = await openSandbox('--no-bot', '--config', policy);
  const env = {
    ...(await sandbox.look('env')),
    SIGNALBOX_STORE: 'dynamodb',
    SIGNALBOX_TABLE: 'chaos',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  const signalbox = async (...args) => {
    const options = { env: { ...env, PATH: process.env.PATH }, maxBuffer: 1 << 30 };
    const run = await promisify(execFile)(process.execPath, [program, ...args], options).catch(
      (error) => error,
    );
    return { code: run.code ?? 0, stdout: run.stdout, stderr: run.stderr };
  };
  /** A call of Step Functions; one that met a fault of ours is made again. */
  const states = async (operation, params) => {
    for (;;) {
      const answer = await sandbox.states(operation, params).catch((error) => ({ __type: error.message }));
      if (answer.__type === undefined) return answer;
      if (/DoesNotExist|InvalidDefinition|Validation|AlreadyExists/.test(answer.__type))
        throw new Error(`${operation}: ${JSON.stringify(answer)}`);
      await pause(againAfterMs);
    }
  };
  await signalbox('store', 'create');
  for (const name of activities) await states('CreateActivity', { name });
  for (const { name, definition } of machines(env.SIGNALBOX_QUEUE_URL))
    await states('CreateStateMachine', { name, roleArn, definition: JSON.stringify(definition) });
  await inviteBot(sandbox);
  return {
    folder,
    env,
    dynamo,
    door: sandbox.door,
    look: sandbox.look,
    states,
    signalbox,
    async storeCalls() {
      const answer = heard();
      dynamo.send({ count: true });
      return answer;
    },
    async stop(keep) {
      await sandbox.stop();
      dynamo.kill();
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The bot is in every channel that the gates name. */
async function inviteBot({ door, look }) {
  const known = await look('channels');
  const [{ members }] = known.filter(({ name }) => name === 'releases');
  await door('change', {
    channels: known.filter(({ name }) => channels.includes(name)).map(({ id }) => ({ id, members })),
  });
}

/** Counts the calls that the sandbox lists, which forgets old ones: to be looked at now and then. */
export function createCallCount(look, of) {
  const counts = {};
  let last = '';
  let atLast = 0;
  return {
    async lookAgain() {
      const calls = (await look(`calls?of=${of}`)).filter(({ at }) => at >= last);
      const fresh = calls.slice(calls.findIndex(({ at }) => at === last) < 0 ? 0 : atLast);
      for (const { operation, method, ok, error } of fresh) {
        const name = operation ?? method;
        const key = ok ? name : `${name}: ${error}`;
        counts[key] = (counts[key] ?? 0) + 1;
      }
      last = calls.at(-1)?.at ?? last;
      atLast = calls.filter(({ at }) => at === last).length;
    },
    counts: () => Object.fromEntries(Object.entries(counts).sort(([, a], [, b]) => b - a)),
    all: () => Object.values(counts).reduce((sum, count) => sum + count, 0),
  };
}

// `npm run test:image`: what the Dockerfile does, done without Docker. Its steps run in empty folders, one a stage; what comes of
// them starts as it does in the image, as a user that is not root, and against a sandbox; its health check is asked.
// What this cannot show is the base image itself: Node and the shell are this machine's.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { copyOf, stagesOf, variablesIn } from './dockerfile.mjs';

/** Longest time until the bot is ready, and for its end, ms. */
const patienceMs = 60_000;

const root = process.cwd();
const image = mkdtempSync(join(tmpdir(), 'signalbox-image-'));
// The user of the image must be able to enter.
chmodSync(image, 0o755);
const ended = [];
let passed = 0;

try {
  const stages = stagesOf(readFileSync('Dockerfile', 'utf8'));
  const built = new Map();
  for (const stage of stages) built.set(stage.name, buildStage(stage, built));
  await runs(built.get(undefined));
  console.log(`${passed} passed, 0 failed`);
} catch (error) {
  console.log(error.message);
  console.log(`${passed} passed, 1 failed`);
  process.exitCode = 1;
} finally {
  for (const end of ended) await end();
  rmSync(image, { recursive: true, force: true });
}

/** Does the steps of a stage in a folder of its own, which stands for `/`. */
function buildStage({ name = 'last', steps }, built) {
  const made = { folder: join(image, name), env: {}, user: undefined, command: undefined, health: undefined };
  let workdir = '/';
  mkdirSync(made.folder);
  for (const { word, rest } of steps) {
    if (word === 'WORKDIR') {
      workdir = rest;
      mkdirSync(join(made.folder, workdir), { recursive: true });
    } else if (word === 'ENV') Object.assign(made.env, variablesIn(rest));
    else if (word === 'COPY') copy(copyOf(rest), made.folder, workdir, built);
    else if (word === 'RUN') does(rest, made, workdir);
    else if (word === 'USER') made.user = rest.split(':').map(Number);
    else if (word === 'CMD') made.command = JSON.parse(rest);
    else if (word === 'HEALTHCHECK') made.health = JSON.parse(rest.slice(rest.indexOf('[')));
    else if (!['VOLUME', 'EXPOSE', 'STOPSIGNAL'].includes(word))
      throw new Error(`The Dockerfile has ${word} ${rest}, which this does not know how to do.`);
  }
  shown(`stage ${name} is made of what its COPY lines name`);
  return { ...made, workdir };
}

function copy({ from, sources, to }, folder, workdir, built) {
  const origin = from === undefined ? root : built.get(from).folder;
  for (const source of sources) {
    const target = to.endsWith('/') ? join(to, basename(source)) : to;
    cpSync(join(origin, source), join(folder, workdir, target), { recursive: true });
  }
}

/** Absolute paths of the image lie in the folder that stands for `/`. */
function does(line, { folder, env }, workdir) {
  const here = line.replaceAll(/(^|\s)\/(?=\w)/g, `$1${folder}/`).replaceAll(/chown \d+:\d+/g, 'true');
  const { status, stdout, stderr } = spawnSync('sh', ['-ec', here], {
    cwd: join(folder, workdir),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`RUN ${line}\nends with ${status}:\n${stdout}${stderr}`);
  shown(`RUN ${line}`);
}

async function runs({ folder, workdir, env, user, command, health }) {
  const sandbox = await startSandbox();
  const [uid, gid] = process.getuid() === 0 ? user : [process.getuid(), process.getgid()];
  const data = join(folder, env.SIGNALBOX_DATA);
  chownSync(data, uid, gid);
  const port = await freePort();
  const settings = {
    ...sandbox,
    ...env,
    PATH: process.env.PATH,
    SIGNALBOX_DATA: data,
    SIGNALBOX_CONFIG: sandbox.SIGNALBOX_CONFIG,
    SIGNALBOX_HTTP_HOST: '127.0.0.1',
    SIGNALBOX_HTTP_PORT: String(port),
  };
  const options = { cwd: join(folder, workdir), env: settings, uid, gid };
  const bot = spawn(command[0], command.slice(1), { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [bot.stdout, bot.stderr]) stream.on('data', (part) => (said += part));
  const exit = new Promise((resolve) => bot.on('exit', (code, signal) => resolve(code ?? signal)));
  ended.push(() => bot.exitCode === null && bot.kill('SIGKILL'));

  const end = performance.now() + patienceMs;
  while (!(await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined))?.ok) {
    if (bot.exitCode !== null || performance.now() > end) throw new Error(`The bot is not ready:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  shown(`CMD ${command.join(' ')} is ready, as user ${uid}`);
  if (spawnSync(health[0], health.slice(1), options).status !== 0) throw new Error('HEALTHCHECK says no.');
  shown('HEALTHCHECK says yes');
  const doctor = spawnSync('node', ['dist/cli/main.js', '--help'], { ...options, encoding: 'utf8' });
  if (!doctor.stdout.includes('doctor')) throw new Error(`The commands do not start:\n${doctor.stderr}`);
  shown('the commands of signalbox start in it');
  bot.kill('SIGTERM');
  const code = await exit;
  if (code !== 0) throw new Error(`STOPSIGNAL ends it with ${code}:\n${said}`);
  shown('STOPSIGNAL SIGTERM ends it with 0');
  if (spawnSync(health[0], health.slice(1), options).status === 0)
    throw new Error('HEALTHCHECK says yes, and nothing runs.');
  shown('HEALTHCHECK then says no');
}

/** A Slack and an AWS for it, without a bot. Resolves with their settings. */
async function startSandbox() {
  const child = spawn(
    process.execPath,
    ['dist/cli/main.js', 'sandbox', '--no-bot', '--port', '0', '--aws-port', '0'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const gone = new Promise((resolve) => child.on('exit', resolve));
  ended.push(() => {
    child.kill('SIGTERM');
    return gone;
  });
  for await (const part of child.stdout) {
    const [, origin] = /page (http:\/\/[^,\s]+)/.exec(String(part)) ?? [];
    if (origin !== undefined) return (await fetch(`${origin}/sandbox/env`)).json();
  }
  throw new Error('The sandbox did not start.');
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function shown(what) {
  passed += 1;
  console.log(`✓ ${what}`);
}

// `npm run test:dynamodb`, and second part of `npm run test:aws`: the suites of the DynamoDB store over DynamoDB Local.
// It listens on every interface, and cannot be told otherwise: it runs with the tests in a network namespace of their
// own, where there is the loopback interface and nothing else.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { UNAVAILABLE } from '../peers/unavailable.mjs';
import { dynamoDbLocal } from './jars.mjs';

const here = fileURLToPath(import.meta.url);
const port = 8_000;
/** It answers within 5 s on a quiet machine. */
const patienceMs = 60_000;
const [inside, jars] = process.argv.slice(2);

process.exitCode = inside === '--inside' ? await inNamespace(jars) : outside();

function outside() {
  const leftOut = (because) => {
    console.log(`!! DynamoDB Local is LEFT OUT, it cannot be had here: ${because}`);
    return UNAVAILABLE;
  };
  const has = (command, ...args) => spawnSync(command, args).status === 0;
  if (!has('java', '-version')) return leftOut('there is no Java here');
  const own = process.getuid?.() === 0 ? ['--net'] : ['--net', '--map-root-user'];
  if (!has('unshare', ...own, 'ip', 'link', 'set', 'lo', 'up'))
    return leftOut('this machine gives no network namespace (unshare, ip)');
  const folder = dynamoDbLocal();
  if (folder === undefined) return leftOut('Maven could not fetch it');
  const { status } = spawnSync('unshare', [...own, process.execPath, here, '--inside', folder], {
    stdio: 'inherit',
  });
  return status ?? 1;
}

async function inNamespace(folder) {
  spawnSync('ip', ['link', 'set', 'lo', 'up']);
  const main = 'software.amazon.dynamodb.services.local.main.ServerRunner';
  const server = spawn(
    'java',
    [
      `-Djava.library.path=${folder}`,
      ...['-cp', join(folder, '*'), main],
      ...['-inMemory', '-disableTelemetry', '-port', String(port)],
    ],
    // It writes a file of its own where it runs.
    { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] },
  );
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await answering(endpoint, server);
    const jest = ['node_modules/jest/bin/jest.js', '--config', 'test/peers-dynamodb/jest.config.js'];
    const { status } = spawnSync(
      process.execPath,
      ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', ...jest],
      { stdio: 'inherit', env: { ...process.env, SIGNALBOX_TEST_DYNAMODB: endpoint } },
    );
    return status ?? 1;
  } finally {
    server.kill('SIGKILL');
  }
}

async function answering(endpoint, server) {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      await fetch(endpoint, { signal: AbortSignal.timeout(1_000) });
      return;
    } catch (error) {
      if (server.exitCode !== null || performance.now() > deadline)
        throw new Error('DynamoDB Local did not start', { cause: error });
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

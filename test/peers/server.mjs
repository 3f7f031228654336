import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** Both are there within 3 s on a quiet machine. */
const patienceMs = 60_000;

/** A port of the loopback interface that nobody listens on. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Starts a server and waits until it answers; `stop` ends the process and waits for its end. */
export async function startServer({ name, command, args, origin, env = {} }) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const said = [];
  let started = false;
  // Read to the end: a server whose words nobody takes stops at a full pipe.
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => started || said.push(chunk));
  const ended = new Promise((resolve) => child.once('error', resolve).once('close', resolve));
  let gone = false;
  void ended.then(() => (gone = true));
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);

  const stop = async () => {
    process.removeListener('exit', endWithUs);
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(impatience);
  };

  const deadline = performance.now() + patienceMs;
  while (!(await answers(origin))) {
    if (gone || performance.now() > deadline) {
      await stop();
      throw new Error(`${name} did not start:\n${Buffer.concat(said).toString().trim()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  started = true;
  return { origin, stop };
}

async function answers(origin) {
  try {
    await fetch(origin, { signal: AbortSignal.timeout(1_000) });
    return true;
  } catch {
    return false;
  }
}

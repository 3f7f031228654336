import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pause } from '../bench/bench-sandbox.mjs';

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** One that goes away by itself comes back after this, as a service manager does it. */
const againAfterMs = 200;
/** One of so many kills that meet a replica in its start is carried out. */
const startsSpared = 30;

/** The unmodified bot, several processes of it over one store. Whatever ends is started again, until `stop`. */
export function createReplicas({ howMany, env, folder, random }) {
  const running = new Map();
  let offsetMs = 0;
  let stopping = false;
  let kills = 0;
  let spared = 0;
  let ownEnds = 0;

  const start = (n) => {
    const log = openSync(join(folder, `replica-${n}.log`), 'a');
    const child = spawn(process.execPath, ['--enable-source-maps', program], {
      env,
      stdio: ['ignore', log, log, 'ipc'],
    });
    const replica = { child, ready: false, killed: false };
    running.set(n, replica);
    if (offsetMs > 0) child.send({ kind: 'clock', offsetMs }, () => undefined);
    child.on('message', ({ kind }) => {
      if (kind === 'ready') replica.ready = true;
    });
    child.once('exit', async () => {
      if (stopping) return;
      if (!replica.killed) {
        ownEnds += 1;
        await pause(againAfterMs);
      }
      if (!stopping) start(n);
    });
  };
  for (let n = 1; n <= howMany; n += 1) start(n);

  return {
    /** SIGKILL to one of them; the next process of it starts at once. */
    killOne() {
      const replica = running.get(1 + random.below(howMany));
      if (replica.child.exitCode !== null || replica.child.signalCode !== null || replica.killed) return;
      // Killed in its start now and then; always, and on a small machine none would ever be up.
      if (!replica.ready && random.below(startsSpared) > 0) {
        spared += 1;
        return;
      }
      replica.killed = true;
      kills += 1;
      replica.child.kill('SIGKILL');
    },
    /** As the sandbox does it with a bot of its own. */
    tellClock(next) {
      offsetMs = next;
      for (const { child } of running.values())
        if (child.connected) child.send({ kind: 'clock', offsetMs }, () => undefined);
    },
    ready: () => [...running.values()].filter(({ ready }) => ready).length,
    told: () => ({ kills, kills_spared_at_start: spared, ended_by_themselves: ownEnds }),
    async stop() {
      stopping = true;
      const ends = [...running.values()].map(
        ({ child }) =>
          new Promise((resolve) => {
            if (child.exitCode !== null || child.signalCode !== null) resolve();
            else child.once('exit', resolve);
          }),
      );
      for (const { child } of running.values()) child.kill('SIGTERM');
      const hard = setTimeout(() => {
        for (const { child } of running.values()) child.kill('SIGKILL');
      }, 15_000);
      await Promise.all(ends);
      clearTimeout(hard);
    },
  };
}

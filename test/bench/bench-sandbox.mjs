// A sandbox for measurements: its doors, and what a bench asks of it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function until(what, everyMs = 20) {
  for (;;) {
    const found = await what();
    if (found) return found;
    await pause(everyMs);
  }
}

export async function openSandbox(...options) {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
  const startedAt = performance.now();
  const sandbox = spawn(
    process.execPath,
    [program, 'sandbox', '--port', '0', '--aws-port', '0', '--data', folder, ...options],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [slack, aws] = await new Promise((resolve, reject) => {
    let text = '';
    sandbox.stdout.on('data', (data) => {
      text += data;
      const found = /Sandbox ready.*?(http:\S+?),.*?(http:\S+)/.exec(text);
      if (found) resolve([found[1], found[2]]);
    });
    sandbox.once('exit', () => reject(new Error(`the sandbox did not start: ${text}`)));
  });
  const readyMs = performance.now() - startedAt;
  const look = async (name) => (await fetch(`${slack}/sandbox/${name}`)).json();
  return {
    readyMs,
    folder,
    aws,
    door: async (name, body) =>
      (await fetch(`${slack}/sandbox/${name}`, { method: 'POST', body: JSON.stringify(body) })).json(),
    look,
    /** A call of Step Functions, as any SDK makes it. */
    states: async (operation, params) =>
      (
        await fetch(aws, {
          method: 'POST',
          headers: {
            'x-amz-target': `AWSStepFunctions.${operation}`,
            authorization:
              'AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0',
          },
          body: JSON.stringify(params),
        })
      ).json(),
    /** Resident memory of the bot, MiB. */
    residentMb: async () => {
      const { pid } = await look('bot');
      const text = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(text)?.[1]) / 1024;
    },
    async stop() {
      sandbox.kill('SIGTERM');
      await new Promise((resolve) => sandbox.once('exit', resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const at = (list, share) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
export const round = (value, digits = 1) => Number(value.toFixed(digits));

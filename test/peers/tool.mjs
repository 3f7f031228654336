import { spawn } from 'node:child_process';
import { Unavailable } from './unavailable.mjs';

/** Longest time for one download, ms: a registry that hangs is one that cannot be had. */
const patienceMs = 300_000;

/** Runs a tool of this machine to its end. @throws {Unavailable} where there is none, or it fails */
export async function runTool(command, args, options = {}) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const impatience = setTimeout(() => child.kill(), patienceMs);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  const code = await new Promise((ended) => {
    child.on('error', (error) => ended(error.code === 'ENOENT' ? 'not installed' : error.message));
    child.on('close', (exitCode, signal) => ended(exitCode ?? signal));
  });
  clearTimeout(impatience);
  if (code === 0) return;
  const lastWords = Buffer.concat(said).toString().trim().split('\n').slice(-3).join('\n');
  throw new Unavailable(`${command} ${args.slice(0, 3).join(' ')}: ${code}\n${lastWords}`.trim());
}

// Replays recordings of real AWS against the sandbox: `npm run conformance -- DIR`, where DIR holds run.mjs and cases/.
// floor.json says how many scenarios of each area must come out right, and at which level; fewer is a failure.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createShiftableClock } from '../../dist/platform/index.js';
import { createLocalAws } from '../../dist/sandbox/aws/index.js';
import { createCallLog } from '../../dist/sandbox/knobs/calls.js';
import { createFaults } from '../../dist/sandbox/knobs/faults.js';
import { createHolds } from '../../dist/sandbox/knobs/holds.js';
import { serve } from '../../dist/sandbox/web/server.js';
import { measure, printTable } from './report.mjs';
import { replayWithSetup, scenariosWithSetup } from './with-setup.mjs';

const [directory, ...more] = process.argv.slice(2);
if (!directory) {
  console.error('usage: npm run conformance -- DIR   (the folder with run.mjs and cases/)');
  process.exit(2);
}
const floor = JSON.parse(readFileSync(new URL('floor.json', import.meta.url), 'utf8'));
const aws = createLocalAws({
  clock: createShiftableClock(),
  faults: createFaults(),
  calls: createCallLog(),
  holds: createHolds(),
  botAccessKeyId: 'bot',
  origin: () => server.origin,
  functions: {
    names: () => [],
    has: () => false,
    invoke: () => Promise.reject(new Error('no functions here')),
  },
});
const server = await serve({ port: 0, option: 'aws-port', handler: aws.handler });
const scratch = mkdtempSync(join(tmpdir(), 'conformance-'));
const report = join(scratch, 'report.json');
const runner = spawn(
  process.execPath,
  [
    join(resolve(directory), 'run.mjs'),
    '--endpoint',
    server.origin,
    '--json',
    report,
    '--show',
    '0',
    '--limit-ms',
    '10000',
    ...more,
  ],
  { stdio: 'inherit' },
);
const code = await new Promise((done) => runner.on('exit', done));
const results = code === 0 ? JSON.parse(readFileSync(report, 'utf8')) : [];
rmSync(scratch, { recursive: true });
await server.stop();

const whole = more.length === 0;
const { setup: setupFloor, ...plainFloor } = floor;
const plain = measure(results, plainFloor, whole);
const { passed, failed } = whole ? joined(plain, await withSetup()) : plain;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

/** The recordings that the runner leaves out: each in an account of its own. */
async function withSetup() {
  const { played, leftOut } = scenariosWithSetup(resolve(directory));
  const replayed = [];
  for (const scenario of played) replayed.push(await replayWithSetup(scenario));
  printTable('with functions, queues, ...', replayed);
  console.log(
    `left out, for services that the sandbox has not or input that the recording masks: ${leftOut.length}`,
  );
  return measure(replayed, setupFloor, true);
}

function joined(...counts) {
  const sum = (name) => counts.reduce((so, count) => so + count[name], 0);
  return { passed: sum('passed'), failed: sum('failed') };
}

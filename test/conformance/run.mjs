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
  functions: { has: () => false, invoke: () => Promise.reject(new Error('no functions here')) },
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

let passed = 0;
let failed = 0;
const areas = [...new Set(results.map((result) => result.area))].sort();
for (const area of Object.keys(floor)) if (!areas.includes(area) && more.length === 0) failed += 1;
for (const area of areas) {
  const inArea = results.filter((result) => result.area === area);
  const exact = inArea.filter((result) => result.output && result.history !== false);
  const least = floor[area] ?? 0;
  passed += exact.length;
  if (exact.length < least) {
    failed += least - exact.length;
    console.log(`${area}: ${exact.length} exact, at least ${least} wanted`);
  }
  const wrong = inArea.filter((result) => !exact.includes(result));
  if (least > 0)
    for (const result of wrong)
      console.log(`  not exact: ${result.name}\n    ${result.diffs.slice(0, 3).join('\n    ')}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

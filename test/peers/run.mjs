// `npm run test:queues`, and first part of `npm run test:aws`: holds other implementations of SQS to the suites that the sandbox's queues are held to.
// A peer that cannot be had here is left out; without any, nothing is known, and it ends with UNAVAILABLE.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startElasticMq } from './elasticmq.mjs';
import { casesOf, judge } from './judge.mjs';
import { startMoto } from './moto.mjs';
import { Unavailable, UNAVAILABLE } from './unavailable.mjs';

const peers = { ElasticMQ: startElasticMq, moto: startMoto };
const rules = JSON.parse(readFileSync(new URL('differences.json', import.meta.url), 'utf8'));
const began = performance.now();

const faults = [];
const servers = new Map();
await Promise.all(
  Object.entries(peers).map(async ([name, start]) => {
    try {
      servers.set(name, await start());
    } catch (error) {
      if (error instanceof Unavailable)
        console.log(`!! ${name} is LEFT OUT, it cannot be had here: ${error.message}`);
      else faults.push(String(error));
    }
  }),
);
console.log(`running after ${seconds()} s: ${[...servers.keys()].join(', ') || 'none'}`);
if (servers.size === 0 && faults.length === 0) {
  console.log('No peer could run: nothing is known of how the sandbox compares.');
  process.exit(UNAVAILABLE);
}
const results = servers.size > 0 ? await suites() : {};
await Promise.all([...servers.values()].map((server) => server.stop()));

const verdict = judge(results, rules);
faults.push(...verdict.faults);
for (const fault of faults) console.log(fault);
if (servers.size === Object.keys(peers).length)
  console.log(
    `${verdict.alone.length} cases rest on AWS's documentation alone: each peer differs as differences.json says`,
  );
console.log(`done after ${seconds()} s`);
console.log(`${verdict.agreed} passed, ${faults.length} failed`);
process.exitCode = faults.length > 0 || verdict.agreed === 0 ? 1 : 0;

async function suites() {
  const scratch = mkdtempSync(join(tmpdir(), 'signalbox-peers-'));
  const report = join(scratch, 'report.json');
  const endpoints = [...servers].map(([name, { origin }]) => [
    `SIGNALBOX_PEER_${name.toUpperCase()}`,
    origin,
  ]);
  const files = [...servers.keys()].map((name) => `test/peers/${name.toLowerCase()}.peer.ts`);
  const jest = ['node_modules/jest/bin/jest.js', '--config', 'test/peers/jest.config.js'];
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      ...jest,
      ...['--maxWorkers', '2', '--json', '--outputFile', report],
      ...files,
    ],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, FORCE_COLOR: '0', ...Object.fromEntries(endpoints) },
    },
  );
  await new Promise((ended) => child.on('close', ended));
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(scratch, { recursive: true });
  const fileOf = (name) =>
    testResults.find((result) => basename(result.name) === `${name.toLowerCase()}.peer.ts`);
  return Object.fromEntries([...servers.keys()].map((name) => [name, casesOf(fileOf(name))]));
}

function seconds() {
  return Math.round((performance.now() - began) / 1000);
}

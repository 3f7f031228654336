// Two buckets of the sandbox, 50,000 objects: does the shipped bucket-sync keep its states below 32 KiB and its executions below
// 25,000 events, and how long does it take? SIGNALBOX_BENCH_OBJECTS=5000 makes it short.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedFunctions } from '../../dist/cli/functions.js';
import { createLogger } from '../../dist/platform/index.js';
import { startSandbox } from '../../dist/sandbox/index.js';
import { shippedStacks } from '../../dist/workflows/index.js';

const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:bucket-sync';
const atOnce = 16;

export async function benchSync() {
  const objects = Number(process.env.SIGNALBOX_BENCH_OBJECTS ?? 50_000);
  const orphans = objects / 10;
  const dataFolder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
  const sandbox = await startSandbox({
    port: 0,
    awsPort: 0,
    dataFolder,
    seeds: {
      machines: [],
      activities: [],
      stacks: shippedStacks().filter(({ folder }) => folder === 'bucket-sync'),
    },
    functions: shippedFunctions(),
    log: createLogger({ level: 'error' }),
  });
  try {
    const { s3, states } = callsTo(sandbox.awsOrigin);
    for (const bucket of ['the-source', 'the-destination']) await s3('PUT', bucket);
    await fill(objects, (n) => s3('PUT', `the-source/photos/2026/${String(n).padStart(6, '0')}.jpg`, 'x'));
    await fill(orphans, (n) => s3('PUT', `the-destination/orphans/${String(n).padStart(6, '0')}.jpg`, 'x'));
    const first = await timed(() => run(states));
    const second = await timed(() => run(states));
    const { copied, deleted } = first.output;
    if (copied !== objects || deleted !== orphans) throw new Error(`copied ${copied}, deleted ${deleted}`);
    if (second.output.copied + second.output.deleted !== 0)
      throw new Error('the second run found something to do');
    return { objects, orphans, first_run: withoutOutput(first), second_run: withoutOutput(second) };
  } finally {
    await sandbox.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

const withoutOutput = ({ output: _output, ...figures }) => figures;

/** Starts an execution, and follows it through all that go on for it. */
async function run(states) {
  const input = JSON.stringify({ source: 'the-source', destination: 'the-destination' });
  let { executionArn } = await states('StartExecution', { stateMachineArn, input });
  const figures = { executions: 0, most_events: 0, largest_state_bytes: 0 };
  for (;;) {
    const { status, output, cause } = await ended(states, executionArn);
    if (status !== 'SUCCEEDED') throw new Error(`${executionArn} is ${status}: ${cause}`);
    const events = await historyOf(states, executionArn);
    figures.executions += 1;
    figures.most_events = Math.max(figures.most_events, events.length);
    figures.largest_state_bytes = Math.max(figures.largest_state_bytes, ...events.map(dataOf));
    const result = JSON.parse(output);
    if (result.continuedIn === undefined) return { ...figures, output: result };
    executionArn = result.continuedIn;
  }
}

function dataOf({ stateEnteredEventDetails: entered, stateExitedEventDetails: exited }) {
  return Buffer.byteLength(entered?.input ?? exited?.output ?? '');
}

async function ended(states, executionArn) {
  for (;;) {
    const described = await states('DescribeExecution', { executionArn });
    if (described.status !== 'RUNNING') return described;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function historyOf(states, executionArn) {
  const events = [];
  for (let nextToken; ;) {
    const page = await states('GetExecutionHistory', { executionArn, maxResults: 1000, nextToken });
    events.push(...page.events);
    if (page.nextToken === undefined) return events;
    nextToken = page.nextToken;
  }
}

async function timed(work) {
  const begun = performance.now();
  const figures = await work();
  return { seconds: Math.round((performance.now() - begun) / 100) / 10, ...figures };
}

async function fill(count, put) {
  let next = 0;
  const worker = async () => {
    while (next < count) await put(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function callsTo(origin) {
  const signed = (service) =>
    `AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const send = async (service, path, init) => {
    const headers = { ...init.headers, authorization: signed(service) };
    const response = await fetch(`${origin}${path}`, { ...init, headers });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  };
  return {
    s3: (method, path, body) => send('s3', `/${path}`, { method, body }),
    states: async (operation, params) =>
      JSON.parse(
        await send('states', '/', {
          method: 'POST',
          headers: { 'x-amz-target': `AWSStepFunctions.${operation}` },
          body: JSON.stringify(params),
        }),
      ),
  };
}

// State transitions a second through the API of Step Functions, against moto in the same run, and what executions that
// wait for a token weigh. `node test/bench/engine.mjs` prints JSON; benchEngine() gives the same.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Long chains show the engine; short ones, what HTTP adds: a call to start, and calls to ask until the end. */
const chains = { long: { executions: 40, states: 200 }, short: { executions: 100, states: 20 } };
const waiting = 1_000;
const roleArn = 'arn:aws:iam::000000000000:role/bench';
const venv = join(homedir(), '.cache', 'moto-venv');

const caller = (endpoint) => async (operation, params) => {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AWSStepFunctions.${operation}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(params),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(`${operation}: ${JSON.stringify(body)}`);
  return body;
};

/** Starts a program; resolves with what `ready` makes of its output. */
async function start(command, args, ready) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const found = await new Promise((resolve, reject) => {
    let said = '';
    const listen = (data) => {
      said += data;
      const match = ready.exec(said);
      if (match) resolve(match[1]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${command} did not start: ${said}`)));
  });
  return { child, found };
}

async function stop(child) {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

/** A chain of Pass states, started many times at once and asked for until all have ended. */
async function transitionsPerSecond(call, { executions, states }) {
  const names = Array.from({ length: states }, (_, index) => `S${index}`);
  const States = Object.fromEntries(
    names.map((name, index) => [
      name,
      { Type: 'Pass', ...(names[index + 1] ? { Next: names[index + 1] } : { End: true }) },
    ]),
  );
  const definition = JSON.stringify({ StartAt: 'S0', States });
  const { stateMachineArn } = await call('CreateStateMachine', {
    name: `Chain-of-${states}`,
    definition,
    roleArn,
  });
  let started = 0;
  const one = async () => {
    // moto gives executions without a name all the same one.
    const name = `run-${states}-${(started += 1)}`;
    const { executionArn } = await call('StartExecution', { stateMachineArn, name, input: '{"a":1}' });
    for (;;) {
      const { status } = await call('DescribeExecution', { executionArn });
      if (status === 'SUCCEEDED') return;
      if (status !== 'RUNNING') throw new Error(`the chain ended ${status}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await one();
  const startedAt = performance.now();
  let left = executions;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await one();
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return Math.round((executions * states * 1_000) / (performance.now() - startedAt));
}

const bothChains = async (call) => ({
  long: await transitionsPerSecond(call, chains.long),
  short: await transitionsPerSecond(call, chains.short),
});

async function residentMb(call, pid) {
  const measure = () => Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)]).stdout) / 1024;
  const { activityArn } = await call('CreateActivity', { name: 'Bench' });
  const definition = JSON.stringify({
    StartAt: 'T',
    States: { T: { Type: 'Task', Resource: activityArn, End: true } },
  });
  const { stateMachineArn } = await call('CreateStateMachine', { name: 'Waiting', definition, roleArn });
  const before = measure();
  for (let n = 0; n < waiting; n += 1) await call('StartExecution', { stateMachineArn, input: '{}' });
  return Math.round((measure() - before) * 10) / 10;
}

async function benchSandbox() {
  const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
  const args = [program, 'sandbox', '--no-bot', '--port', '0', '--aws-port', '0'];
  const { child, found } = await start(process.execPath, args, /AWS (http:\S+)\n/);
  try {
    const call = caller(found);
    return {
      transitions: await bothChains(call),
      waitingMb: await residentMb(call, child.pid),
    };
  } finally {
    await stop(child);
  }
}

async function benchMoto() {
  const python = join(venv, 'bin', 'python');
  if (!existsSync(python)) {
    const made = spawnSync('python3', ['-m', 'venv', venv]);
    if (made.status !== 0) throw new Error('no python3 with venv');
  }
  const server = join(venv, 'bin', 'moto_server');
  if (!existsSync(server)) {
    const got = spawnSync(python, ['-m', 'pip', 'install', '-q', 'moto[server,stepfunctions]']);
    if (got.status !== 0) throw new Error(`pip: ${String(got.stderr).trim().split('\n').at(-1)}`);
  }
  const { child, found } = await start(server, ['-H', '127.0.0.1', '-p', '0'], /Running on (http:\S+)/);
  try {
    await fetch(`${found}/moto-api/config`, {
      method: 'POST',
      body: '{"stepfunctions":{"execute_state_machine":true}}',
    });
    return await bothChains(caller(found));
  } finally {
    await stop(child);
  }
}

export async function benchEngine() {
  const { transitions, waitingMb } = await benchSandbox();
  const moto = await benchMoto().catch((error) => {
    console.error(`LEFT OUT: no comparison with moto (${error.message})`);
    return undefined;
  });
  const compared = (chain) => ({
    states_in_a_chain: chains[chain].states,
    state_transitions_per_second: transitions[chain],
    moto_state_transitions_per_second: moto?.[chain] ?? 'left out',
    ratio_to_moto: moto ? Math.round((transitions[chain] / moto[chain]) * 10) / 10 : 'left out',
  });
  return {
    long_chains: compared('long'),
    short_chains: compared('short'),
    [`mb_of_${waiting}_executions_waiting`]: waitingMb,
    limited_by: 'one CPU; short chains by HTTP: one call to start, and calls to ask until the end; 8 at once',
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(JSON.stringify(await benchEngine(), null, 2));

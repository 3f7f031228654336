import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, it } from '@jest/globals';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetActivityTaskCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'signalbox-kept-'));
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A sandbox process on the folder, once it is ready. */
async function startSandbox() {
  const child = spawn(
    process.execPath,
    [program, 'sandbox', '--no-bot', '--port', '0', '--aws-port', '0', '--data', folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  running.push(child);
  // Its output is read to the end: a pipe that nobody reads any more would end it.
  const [slack = '', endpoint = ''] = await new Promise<readonly string[]>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (data) => {
      said += String(data);
      const found = /page (\S+), AWS (\S+)\n/.exec(said);
      if (found) resolve(found.slice(1));
    });
    child.once('exit', () => {
      reject(new Error(`no sandbox: ${said}`));
    });
  });
  const credentials = { accessKeyId: 'approver', secretAccessKey: 'x' };
  return { child, client: new SFNClient({ endpoint, region: 'us-east-1', credentials }), slack };
}

const activityArn = 'arn:aws:states:us-east-1:000000000000:activity:ManualStep';
const definition = JSON.stringify({
  StartAt: 'Both',
  States: {
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 3600, End: true } } },
        { StartAt: 'T', States: { T: { Type: 'Task', Resource: activityArn, End: true } } },
        { StartAt: 'U', States: { U: { Type: 'Task', Resource: activityArn, End: true } } },
      ],
      End: true,
    },
  },
});

it('goes on with executions, tokens and machines when the process was killed', async () => {
  const first = await startSandbox();
  await first.client.send(
    new CreateStateMachineCommand({
      name: 'Kept',
      definition,
      roleArn: 'arn:aws:iam::000000000000:role/r',
    }),
  );
  const { executionArn } = await first.client.send(
    new StartExecutionCommand({
      stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:Kept',
    }),
  );
  const { taskToken } = await first.client.send(new GetActivityTaskCommand({ activityArn }));
  first.child.kill('SIGKILL');

  const second = await startSandbox();
  const described = new DescribeExecutionCommand({ executionArn });
  expect(await second.client.send(described)).toMatchObject({ status: 'RUNNING' });
  await second.client.send(new SendTaskSuccessCommand({ taskToken, output: '"held"' }));
  const handed = await second.client.send(new GetActivityTaskCommand({ activityArn }));
  await second.client.send(new SendTaskSuccessCommand({ taskToken: handed.taskToken, output: '"new"' }));
  await fetch(`${second.slack}/sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"advance_seconds":3600}',
  });
  expect(await second.client.send(described)).toMatchObject({
    status: 'SUCCEEDED',
    output: '[{},"held","new"]',
  });
});

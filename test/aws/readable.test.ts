import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createStepFunctions } from '../../src/aws/step-functions.ts';
import type { StepFunctions } from '../../src/executions/index.ts';

const long = 'AAAAKgAAAAIAAAAAAAAAA' + 'b0/+='.repeat(30);
const newer = 'AQB4AAAAKgAAAAMAAAAA' + 'c1-_'.repeat(40);
const secrets = [long, newer, 'short-and-secret'];
const nested = JSON.stringify({ taskToken: 'short-and-secret', deeper: JSON.stringify({ at: long }) });
const cause = `it was called with ${JSON.stringify(nested)} and ${newer}`;

/** What AWS would answer, each with tokens wherever there is text. */
const answers: Readonly<Record<string, object>> = {
  DescribeExecution: {
    executionArn: 'arn:x',
    stateMachineArn: 'arn:m',
    name: 'x',
    status: 'FAILED',
    startDate: 1,
    input: nested,
    output: JSON.stringify({ Token: 'short-and-secret', list: [long, { url: `https://x/?t=${newer}` }] }),
    error: `E ${long}`,
    cause,
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason: `no ${long}`,
  },
  DescribeStateMachineForExecution: {
    stateMachineArn: 'arn:m',
    name: 'm',
    roleArn: 'arn:r',
    updateDate: 1,
    definition: JSON.stringify({
      Comment: long,
      StartAt: 'A',
      States: { A: { Result: { token: 'short-and-secret' } } },
    }),
  },
  GetExecutionHistory: {
    events: [
      { id: 1, type: 'ExecutionStarted', timestamp: 1, executionStartedEventDetails: { input: nested } },
      {
        id: 2,
        type: 'TaskScheduled',
        timestamp: 1,
        taskScheduledEventDetails: { resource: 'x', resourceType: 'sqs', region: 'r', parameters: nested },
      },
      { id: 3, type: 'TaskFailed', timestamp: 1, taskFailedEventDetails: { error: long, cause } },
      { id: 4, type: 'ExecutionFailed', timestamp: 1, executionFailedEventDetails: { error: newer, cause } },
    ],
  },
};

describe('what AWS says of executions leaves the room without tokens', () => {
  const server = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(answers[operation] ?? {}));
  });
  let client: SFNClient;
  let stepFunctions: StepFunctions;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    client = new SFNClient({
      endpoint: `http://127.0.0.1:${String(port)}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
    });
    stepFunctions = createStepFunctions(client);
  });
  afterAll(() => {
    client.destroy();
    server.close();
  });

  it.each([
    ['describe', () => stepFunctions.describe('arn:x')],
    ['definition', () => stepFunctions.definition('arn:aws:states:us-east-1:1:execution:m:x')],
    ['history', () => stepFunctions.history('arn:x', { newestFirst: true, limit: 10 })],
  ] as const)('by %s', async (_, ask) => {
    const said = JSON.stringify(await ask());
    expect(said).toContain('[removed]');
    for (const secret of secrets) expect(said).not.toContain(secret);
  });
});

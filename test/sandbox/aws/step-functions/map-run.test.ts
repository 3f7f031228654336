import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import {
  CreateStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { createShiftableClock } from '../../../../src/platform/index.ts';
import { createLocalAws } from '../../../../src/sandbox/aws/index.ts';
import { createCallLog } from '../../../../src/sandbox/knobs/calls.ts';
import { createFaults } from '../../../../src/sandbox/knobs/faults.ts';
import { createHolds } from '../../../../src/sandbox/knobs/holds.ts';
import { serve } from '../../../../src/sandbox/web/server.ts';

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
let server: Awaited<ReturnType<typeof serve>>;
let client: SFNClient;

beforeAll(async () => {
  server = await serve({ port: 0, option: 'aws-port', handler: aws.handler });
  client = new SFNClient({
    endpoint: server.origin,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'approver', secretAccessKey: 'x' },
  });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

async function ended(executionArn: string | undefined) {
  for (;;) {
    const described = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (described.status !== 'RUNNING') return described;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a distributed Map in the sandbox', () => {
  it('runs its items as executions of their own, which the machine does not list', async () => {
    const processor = {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'I',
      States: {
        I: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.input * 2 %}', End: true },
      },
    };
    const { stateMachineArn } = await client.send(
      new CreateStateMachineCommand({
        name: 'Doubling',
        roleArn: 'arn:aws:iam::000000000000:role/r',
        definition: JSON.stringify({
          StartAt: 'M',
          States: { M: { Type: 'Map', Label: 'Lot', ItemProcessor: processor, End: true } },
        }),
      }),
    );
    const { executionArn } = await client.send(
      new StartExecutionCommand({ stateMachineArn, input: '[1,2,3]' }),
    );
    expect(await ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '[2,4,6]' });
    const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    const started = events?.find(({ type }) => type === 'MapRunStarted');
    expect(started?.mapRunStartedEventDetails?.mapRunArn).toMatch(
      /^arn:aws:states:eu-west-1:000000000000:mapRun:Doubling\/Lot:/,
    );
    const { executions } = await client.send(new ListExecutionsCommand({ stateMachineArn }));
    expect(executions?.map((execution) => execution.executionArn)).toEqual([executionArn]);
  });
});

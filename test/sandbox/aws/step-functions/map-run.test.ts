import { afterAll, describe, expect, it } from '@jest/globals';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { openEndpoint } from '../endpoint.ts';

const endpoint = await openEndpoint();
const client = new SFNClient({
  endpoint: endpoint.origin,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'approver', secretAccessKey: 'x' },
});
afterAll(async () => {
  client.destroy();
  await endpoint.stop();
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

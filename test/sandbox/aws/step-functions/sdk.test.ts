import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CreateActivityCommand,
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetActivityTaskCommand,
  GetExecutionHistoryCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import { openEndpoint, type Endpoint } from '../endpoint.ts';
import { pass, role } from './account.ts';

let endpoint: Endpoint;
let sfn: SFNClient;
beforeEach(async () => {
  endpoint = await openEndpoint({
    has: (name) => name === 'double',
    invoke: (_name, payload) => Promise.resolve({ ok: true, payload: Number(payload) * 2 }),
  });
  sfn = new SFNClient({
    endpoint: endpoint.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
    disableHostPrefix: true,
  });
});
afterEach(async () => {
  sfn.destroy();
  await endpoint.stop();
});

const create = async (definition: object, type: 'STANDARD' | 'EXPRESS' = 'STANDARD') => {
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({ name: 'M', roleArn: role, definition: JSON.stringify(definition), type }),
  );
  return stateMachineArn;
};

describe('the AWS SDK', () => {
  it('runs a Lambda function, an activity and reads what happened', async () => {
    const { activityArn } = await sfn.send(new CreateActivityCommand({ name: 'A' }));
    const stateMachineArn = await create({
      StartAt: 'L',
      States: {
        L: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:double', Next: 'T' },
        T: { Type: 'Task', Resource: activityArn, End: true },
      },
    });
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: '21' }));
    const { taskToken, input } = await sfn.send(new GetActivityTaskCommand({ activityArn, workerName: 'w' }));
    expect(input).toBe('42');
    await sfn.send(new SendTaskSuccessCommand({ taskToken, output: '"done"' }));
    expect(await sfn.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'SUCCEEDED',
      output: '"done"',
      stopDate: new Date('2026-01-02T03:04:05Z'),
    });
    const { events = [] } = await sfn.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true }),
    );
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionSucceeded',
      'TaskStateExited',
      'ActivitySucceeded',
      'ActivityStarted',
      'ActivityScheduled',
      'TaskStateEntered',
      'TaskStateExited',
      'LambdaFunctionSucceeded',
      'LambdaFunctionStarted',
      'LambdaFunctionScheduled',
      'TaskStateEntered',
      'ExecutionStarted',
    ]);
  });

  it('gets the output of an EXPRESS machine at once', async () => {
    const stateMachineArn = await create(pass, 'EXPRESS');
    expect(await sfn.send(new StartSyncExecutionCommand({ stateMachineArn, input: '[1]' }))).toMatchObject({
      status: 'SUCCEEDED',
      output: '[1]',
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { AwsError } from '../../../../../src/sandbox/aws/aws-error.ts';
import { executionArn, jsonOf, machineArn, openAccount } from '../account.ts';

const refusing =
  (code: string, message: string, status = 400, queryCode?: string) =>
  () => {
    throw new AwsError(code, message, status, queryCode);
  };

describe('sqs:sendMessage', () => {
  const resource = 'arn:aws:states:::sqs:sendMessage';
  const Parameters = { QueueUrl: 'http://q', MessageBody: { a: 1 } };
  const sent = { MD5OfMessageBody: 'md5', MessageId: 'm-1' };

  it('sends an object as its JSON text, in the role of the machine, and gives the SDK metadata', async () => {
    const account = openAccount({ 'sqs.SendMessage': () => sent });
    const { status, output } = await account.runTask({ Resource: resource, Parameters });
    expect(status).toBe('SUCCEEDED');
    expect(account.asked[0]?.params).toEqual({ QueueUrl: 'http://q', MessageBody: '{"a":1}' });
    expect(account.asked[0]?.caller).toMatchObject({
      region: 'us-east-1',
      account: '000000000000',
      arn: 'arn:aws:sts::000000000000:assumed-role/r/e',
    });
    const result = jsonOf(output);
    expect(result).toMatchObject({
      ...sent,
      SdkHttpMetadata: {
        AllHttpHeaders: { 'Content-Type': ['application/x-amz-json-1.0'], connection: ['keep-alive'] },
        HttpHeaders: { Date: 'Fri, 02 Jan 2026 03:04:05 GMT' },
        HttpStatusCode: 200,
      },
    });
    expect(Object.keys(result)).toEqual([
      'MD5OfMessageBody',
      'MessageId',
      'SdkHttpMetadata',
      'SdkResponseMetadata',
    ]);
  });

  it('names a refusal as the first Java SDK does', async () => {
    const account = openAccount({
      'sqs.SendMessage': refusing(
        'QueueDoesNotExist',
        'The specified queue does not exist.',
        400,
        'AWS.SimpleQueueService.NonExistentQueue',
      ),
    });
    const { error, cause } = await account.runTask({ Resource: resource, Parameters });
    expect(error).toBe('SQS.QueueDoesNotExistException');
    expect(cause).toMatch(
      /^The specified queue does not exist\. \(Service: AmazonSQS; Status Code: 400; Error Code: AWS\.SimpleQueueService\.NonExistentQueue; Request ID: [\w-]{36}; Proxy: null\)$/,
    );
  });

  it('waits for its token after the message is sent', async () => {
    const account = openAccount({ 'sqs.SendMessage': () => sent });
    const waiting = await account.runTask({
      Resource: `${resource}.waitForTaskToken`,
      Parameters: { QueueUrl: 'http://q', MessageBody: { 'token.$': '$$.Task.Token' } },
    });
    expect(waiting['status']).toBe('RUNNING');
    expect((await account.history()).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
    ]);
    const { token } = jsonOf(account.asked[0]?.params['MessageBody']);
    await account.call('SendTaskSuccess', { taskToken: token ?? '', output: '"yes"' });
    expect(await account.describe()).toMatchObject({ status: 'SUCCEEDED', output: '"yes"' });
  });

  it('takes a token that comes back before the service has answered', async () => {
    const account = openAccount({
      async 'sqs.SendMessage'({ MessageBody }) {
        const { token } = jsonOf(MessageBody);
        await account.call('SendTaskSuccess', { taskToken: token ?? '', output: '1' });
        return sent;
      },
    });
    const done = await account.runTask({
      Resource: `${resource}.waitForTaskToken`,
      Parameters: { QueueUrl: 'http://q', MessageBody: { 'token.$': '$$.Task.Token' } },
    });
    expect(done).toMatchObject({ status: 'SUCCEEDED', output: '1' });
  });
});

describe('sns:publish', () => {
  it('publishes an object as its JSON text', async () => {
    const account = openAccount({ 'sns.Publish': () => ({ MessageId: 'm' }) });
    const { output } = await account.runTask({
      Resource: 'arn:aws:states:::sns:publish',
      Parameters: { TopicArn: 't', Message: { b: [1] } },
    });
    expect(account.asked[0]?.params['Message']).toBe('{"b":[1]}');
    expect(jsonOf(output)).toMatchObject({
      MessageId: 'm',
      SdkHttpMetadata: { HttpHeaders: { 'Content-Type': 'text/xml' } },
    });
  });

  it('names a refusal', async () => {
    const account = openAccount({ 'sns.Publish': refusing('InvalidParameter', 'Invalid parameter: x') });
    const { error, cause } = await account.runTask({
      Resource: 'arn:aws:states:::sns:publish',
      Parameters: { TopicArn: 't', Message: 'x' },
    });
    expect(error).toBe('SNS.InvalidParameterException');
    expect(cause).toContain('(Service: AmazonSNS; Status Code: 400; Error Code: InvalidParameter;');
  });
});

describe('events:putEvents', () => {
  const task = {
    Resource: 'arn:aws:states:::events:putEvents',
    Parameters: { Entries: [{ Source: 's', DetailType: 'd', Detail: { c: 1 }, Resources: ['mine'] }] },
  };

  it('adds the machine and the execution to the resources of every entry', async () => {
    const result = { Entries: [{ EventId: 'i' }], FailedEntryCount: 0 };
    const account = openAccount({ 'events.PutEvents': () => result });
    const { output } = await account.runTask(task);
    expect(account.asked[0]?.params).toEqual({
      Entries: [
        { Source: 's', DetailType: 'd', Detail: '{"c":1}', Resources: ['mine', machineArn, executionArn] },
      ],
    });
    expect(jsonOf(output)).toEqual(result);
  });

  it('fails where an entry failed', async () => {
    const result = { Entries: [{ ErrorCode: 'MalformedDetail', ErrorMessage: 'm' }], FailedEntryCount: 1 };
    const account = openAccount({ 'events.PutEvents': () => result });
    const { error, cause } = await account.runTask(task);
    expect(error).toBe('EventBridge.FailedEntry');
    expect(jsonOf(cause)).toEqual(result);
  });
});

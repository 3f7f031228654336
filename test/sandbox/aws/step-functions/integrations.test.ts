import { describe, expect, it } from '@jest/globals';
import { isJsonObject, type JsonObject } from '../../../../src/platform/index.ts';
import { AwsError } from '../../../../src/sandbox/aws/aws-error.ts';
import { executionArn, jsonOf, machineArn, oneTask, openAccount, pass, role } from './account.ts';

const lambdaArn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const refusing =
  (code: string, message: string, status = 400, queryCode?: string) =>
  () => {
    throw new AwsError(code, message, status, queryCode);
  };
const childArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:Child';
const childRun = 'arn:aws:states:us-east-1:000000000000:execution:Child:c';

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

describe('a Lambda function', () => {
  const ok = { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: '{"r":1}' };

  it('is called by its ARN, and its result is the state’s', async () => {
    const account = openAccount({ 'lambda.Invoke': () => ok });
    const { output } = await account.runTask({ Resource: lambdaArn }, { n: 1 });
    expect(account.asked[0]?.params).toEqual({
      FunctionName: lambdaArn,
      Payload: '{"n":1}',
      Qualifier: '$LATEST',
    });
    expect(jsonOf(output)).toEqual({ r: 1 });
  });

  it('is called by lambda:invoke, and the result says how', async () => {
    const account = openAccount({ 'lambda.Invoke': () => ok });
    const { output } = await account.runTask({
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'f', Payload: { n: 2 } },
    });
    expect(account.asked[0]?.params['Payload']).toBe('{"n":2}');
    expect(jsonOf(output)).toMatchObject({
      ExecutedVersion: '$LATEST',
      Payload: { r: 1 },
      StatusCode: 200,
      SdkHttpMetadata: { HttpHeaders: { 'Content-Length': '7', Connection: 'keep-alive' } },
    });
  });

  it('gives a payload that is text on as it is', async () => {
    const account = openAccount({ 'lambda.Invoke': () => ok });
    await account.runTask({
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'f', Payload: '[]' },
    });
    expect(account.asked[0]?.params['Payload']).toBe('[]');
  });

  it('fails by the name of what the function threw', async () => {
    const Payload = '{"errorType":"Custom","errorMessage":"m","trace":[]}';
    const account = openAccount({ 'lambda.Invoke': () => ({ ...ok, FunctionError: 'Unhandled', Payload }) });
    expect(await account.runTask({ Resource: lambdaArn })).toMatchObject({ error: 'Custom', cause: Payload });
  });

  it('that does not exist is Lambda.ResourceNotFoundException', async () => {
    const missing = refusing('ResourceNotFoundException', `Function not found: ${lambdaArn}:$LATEST`, 404);
    for (const task of [
      { Resource: lambdaArn },
      { Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f' } },
    ]) {
      const { error, cause } = await openAccount({ 'lambda.Invoke': missing }).runTask(task);
      expect(error).toBe('Lambda.ResourceNotFoundException');
      expect(cause).toContain(
        `${lambdaArn}:$LATEST (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException;`,
      );
    }
  });

  it('waits for its token with lambda:invoke.waitForTaskToken', async () => {
    const account = openAccount({ 'lambda.Invoke': () => ok });
    const task = {
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Parameters: { FunctionName: 'f', Payload: { 't.$': '$$.Task.Token' } },
    };
    expect(await account.runTask(task)).toMatchObject({ status: 'RUNNING' });
    const { t } = jsonOf(account.asked[0]?.params['Payload']);
    await account.call('SendTaskFailure', { taskToken: t ?? '', error: 'No', cause: 'because' });
    expect(await account.describe()).toMatchObject({ status: 'FAILED', error: 'No', cause: 'because' });
  });
});

describe('states:startExecution', () => {
  const task = (suffix = '', more: JsonObject = {}) => ({
    Resource: `arn:aws:states:::states:startExecution${suffix}`,
    Parameters: { StateMachineArn: childArn, Name: 'c', Input: { x: 1 }, ...more },
  });
  const withChild = async (definition: JsonObject) => {
    const account = openAccount();
    await account.create(definition, { name: 'Child' });
    return account;
  };
  const slow = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
  const failing = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Boom', Cause: 'why' } } };

  it('answers when the child has started', async () => {
    const account = await withChild(slow);
    const { output } = await account.runTask(task());
    expect(jsonOf(output)).toMatchObject({ ExecutionArn: childRun, StartDate: account.clock.now() });
    expect(await account.describe(childRun)).toMatchObject({ status: 'RUNNING', input: '{"x":1}' });
  });

  it('waits with .sync, and gives the child’s output as text', async () => {
    const account = await withChild(slow);
    expect(await account.runTask(task('.sync'))).toMatchObject({ status: 'RUNNING' });
    await account.clock.advance(60_000);
    await account.settled();
    await Promise.resolve();
    const { status, output } = await account.describe();
    expect(status).toBe('SUCCEEDED');
    const result = jsonOf(output);
    expect(result).toMatchObject({ Status: 'SUCCEEDED', Name: 'c', Input: '{"x":1}', Output: '{"x":1}' });
    expect(Object.keys(result)).toEqual([
      'ExecutionArn',
      'Input',
      'InputDetails',
      'Name',
      'Output',
      'OutputDetails',
      'RedriveCount',
      'RedriveStatus',
      'RedriveStatusReason',
      'StartDate',
      'StateMachineArn',
      'Status',
      'StopDate',
    ]);
  });

  it('gives input and output as JSON with .sync:2', async () => {
    const account = await withChild(pass);
    await account.runTask(task('.sync:2'));
    const { output } = await account.describe();
    expect(jsonOf(output)).toMatchObject({ Input: { x: 1 }, Output: { x: 1 } });
    expect((await account.details('TaskSubmitted'))['resource']).toBe('startExecution.sync:2');
  });

  it('fails with States.TaskFailed where the child fails', async () => {
    const account = await withChild(failing);
    await account.runTask(task('.sync'));
    const { error, cause } = await account.describe();
    expect(error).toBe('States.TaskFailed');
    expect(jsonOf(cause)).toMatchObject({ Error: 'Boom', Cause: 'why', Status: 'FAILED', Name: 'c' });
  });

  it('stops the child of a .sync with its parent, and no other', async () => {
    const account = await withChild(slow);
    await account.runTask(task('.sync'));
    await account.call('StopExecution', { executionArn });
    expect(await account.describe(childRun)).toMatchObject({ status: 'ABORTED' });
    const free = await withChild(slow);
    await free.create(oneTask({ ...task('.waitForTaskToken'), TimeoutSeconds: 600 }));
    await free.start();
    await free.settled();
    await free.call('StopExecution', { executionArn });
    expect(await free.describe(childRun)).toMatchObject({ status: 'RUNNING' });
  });

  it('takes no input for an empty object', async () => {
    const account = await withChild(pass);
    await account.runTask(task('', { Input: null }));
    expect(await account.describe(childRun)).toMatchObject({ input: '{}' });
  });

  it('names a missing machine', async () => {
    const { error, cause } = await openAccount().runTask(task());
    expect(error).toBe('StepFunctions.StateMachineDoesNotExistException');
    expect(cause).toContain(
      `'${childArn}' (Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist;`,
    );
  });

  it('ends with a token that the child was given', async () => {
    const account = await withChild(slow);
    await account.runTask(task('.sync', { Input: { 't.$': '$$.Task.Token' } }));
    const { input } = await account.describe(childRun);
    const { t } = jsonOf(input);
    await account.call('SendTaskSuccess', { taskToken: t ?? '', output: '"early"' });
    expect(await account.describe()).toMatchObject({ status: 'SUCCEEDED', output: '"early"' });
  });
});

describe('aws-sdk', () => {
  it('calls an operation of Step Functions with its own spelling, and gives the SDK’s', async () => {
    const account = openAccount();
    await account.create(pass, { name: 'Child' });
    const { output } = await account.runTask({
      Resource: 'arn:aws:states:::aws-sdk:sfn:startExecution',
      Parameters: { StateMachineArn: childArn, Name: 'c', Input: { k: 1 } },
    });
    expect(jsonOf(output)).toEqual({ ExecutionArn: childRun, StartDate: '2026-01-02T03:04:05.000Z' });
    expect(await account.describe(childRun)).toMatchObject({ input: '{"k":1}' });
  });

  it('leaves the spelling of other services alone', async () => {
    const account = openAccount({
      'sqs.GetQueueUrl': ({ QueueName }) => ({ QueueUrl: `http://q/${String(QueueName)}` }),
    });
    const { output } = await account.runTask({
      Resource: 'arn:aws:states:::aws-sdk:sqs:getQueueUrl',
      Parameters: { QueueName: 'n' },
    });
    expect(jsonOf(output)).toEqual({ QueueUrl: 'http://q/n' });
  });

  it('names refusals as the second Java SDK does', async () => {
    const task = (what: string) => ({ Resource: `arn:aws:states:::aws-sdk:${what}`, Parameters: {} });
    const causes: JsonObject[] = [];
    for (const what of ['sfn:describeStateMachine', 's3:listObjects', 'ec2:describeSnapshots']) {
      const account = openAccount({
        's3.ListObjects': refusing('NoSuchBucket', 'The specified bucket does not exist', 404),
        'ec2.DescribeSnapshots': refusing('InvalidSnapshot.NotFound', 'gone'),
      });
      const { error, cause } = await account.runTask(
        what.startsWith('sfn') ? { ...task(what), Parameters: { StateMachineArn: childArn } } : task(what),
      );
      causes.push({ error: error ?? '', cause: cause ?? '' });
    }
    expect(causes[0]?.['error']).toBe('Sfn.StateMachineDoesNotExistException');
    expect(causes[0]?.['cause']).toMatch(/\(Service: Sfn, Status Code: 400, Request ID: [\w-]+\)$/);
    expect(causes[1]?.['error']).toBe('S3.NoSuchBucketException');
    expect(causes[1]?.['cause']).toMatch(
      /^The specified bucket does not exist \(Service: S3, Status Code: 404, Request ID: [\w-]+, Extended Request ID: [\w-]+\)$/,
    );
    expect(causes[2]?.['error']).toBe('Ec2.Ec2Exception');
  });

  it('says which operation the sandbox has not', async () => {
    const { error, cause } = await openAccount().runTask({
      Resource: 'arn:aws:states:::aws-sdk:glue:startJobRun',
      Parameters: {},
    });
    expect(error).toBe('States.Runtime');
    expect(cause).toBe('The sandbox has no StartJobRun of glue: arn:aws:states:::aws-sdk:glue:startJobRun');
  });
});

describe('an integration that the sandbox has not', () => {
  it('says what there is', async () => {
    const { cause } = await openAccount().runTask({
      Resource: 'arn:aws:states:::batch:submitJob',
      Parameters: {},
    });
    expect(cause).toContain(
      'The sandbox has no integration batch:submitJob. It has lambda:invoke, sqs:sendMessage',
    );
  });

  it('refuses parameters that are no object', async () => {
    const account = openAccount({ 'sqs.SendMessage': () => ({}) });
    const { cause } = await account.runTask({ Resource: 'arn:aws:states:::sqs:sendMessage' }, 5);
    expect(cause).toContain('must be an object, not 5');
    expect(isJsonObject(account.asked[0])).toBe(false);
    expect(role).toContain('role/r');
  });
});

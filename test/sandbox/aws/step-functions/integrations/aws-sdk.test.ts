import { describe, expect, it } from '@jest/globals';
import { isJsonObject, type JsonObject } from '../../../../../src/platform/index.ts';
import { AwsError } from '../../../../../src/sandbox/aws/aws-error.ts';
import { jsonOf, openAccount, pass, role } from '../account.ts';

const refusing =
  (code: string, message: string, status = 400, queryCode?: string) =>
  () => {
    throw new AwsError(code, message, status, queryCode);
  };
const childArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:Child';
const childRun = 'arn:aws:states:us-east-1:000000000000:execution:Child:c';

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
      'sqs.GetQueueUrl': ({ QueueName }) => ({ QueueUrl: `http://q/${JSON.stringify(QueueName)}` }),
    });
    const { output } = await account.runTask({
      Resource: 'arn:aws:states:::aws-sdk:sqs:getQueueUrl',
      Parameters: { QueueName: 'n' },
    });
    expect(jsonOf(output)).toEqual({ QueueUrl: 'http://q/"n"' });
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
      Resource: 'arn:aws:states:::glue:startJobRun',
      Parameters: {},
    });
    expect(cause).toContain(
      'The sandbox has no integration glue:startJobRun. It has lambda:invoke, sqs:sendMessage',
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

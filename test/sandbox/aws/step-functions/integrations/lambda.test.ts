import { describe, expect, it } from '@jest/globals';
import { AwsError } from '../../../../../src/sandbox/aws/aws-error.ts';
import { jsonOf, openAccount } from '../account.ts';

const lambdaArn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const refusing =
  (code: string, message: string, status = 400, queryCode?: string) =>
  () => {
    throw new AwsError(code, message, status, queryCode);
  };

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

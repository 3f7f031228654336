import { S3 } from '@aws-sdk/client-s3';
import { SFN } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shippedFunctions } from '../../../src/cli/functions.ts';
import type { JsonObject } from '../../../src/platform/index.ts';
import { openEndpoint, type Endpoint } from '../../sandbox/aws/endpoint.ts';

const Bucket = 'warehouse-load-000000000000-us-east-1';
const functions = shippedFunctions();
let endpoint: Endpoint;
let s3: S3;
let states: SFN;
beforeAll(async () => {
  endpoint = await openEndpoint();
  const client = {
    endpoint: endpoint.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'tester', secretAccessKey: 'x' },
  };
  s3 = new S3({ ...client, forcePathStyle: true });
  states = new SFN(client);
  functions.useEnvironment({
    AWS_ENDPOINT_URL: endpoint.origin,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'functions',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  await s3.createBucket({ Bucket });
  const definition = JSON.stringify({
    StartAt: 'Wait',
    States: { Wait: { Type: 'Wait', Seconds: 9, End: true } },
  });
  await states.createStateMachine({
    name: 'warehouse-load',
    definition,
    roleArn: 'arn:aws:iam::000000000000:role/x',
  });
});
afterAll(async () => {
  await functions.stop();
  s3.destroy();
  states.destroy();
  await endpoint.stop();
});

/** Calls a function as it is deployed in the sandbox: its ARN gives it its environment. */
const call = async (name: string, payload: JsonObject) =>
  functions.invoke(`warehouse-load-${name}`, payload, {
    requestId: 'r',
    functionArn: `arn:aws:lambda:us-east-1:000000000000:function:warehouse-load-${name}`,
  });
const put = (Key: string, Body: string) => s3.putObject({ Bucket, Key, Body });
const textOf = async (Key: string) => (await s3.getObject({ Bucket, Key })).Body?.transformToString();

describe('take-file', () => {
  const told = (MessageId: string, file: JsonObject) => ({
    Records: [{ Sns: { MessageId, Message: JSON.stringify(file) } }],
  });

  it('starts one execution a file, and says whether it is large', async () => {
    await put('files/small.csv', 'id\n1\n');
    await put('files/large.csv', 'x'.repeat(2_001));
    const small = { source: 'omop', table: 'person', key: 'files/small.csv' };
    const first = await call('take-file', told('m-1', small));
    expect(await call('take-file', told('m-1', small))).toEqual(first);
    await call('take-file', told('m-2', { ...small, key: 'files/large.csv' }));
    const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:warehouse-load';
    const { executions = [] } = await states.listExecutions({ stateMachineArn });
    const inputs = await Promise.all(
      executions.map(async ({ executionArn }) => {
        const { input = '' } = await states.describeExecution({ executionArn });
        return JSON.parse(input) as JsonObject;
      }),
    );
    expect(inputs.map(({ key, large }) => [key, large]).sort()).toEqual([
      ['files/large.csv', true],
      ['files/small.csv', false],
    ]);
  });

  it.each([
    [{ source: 'omop', table: 'person; drop table person', key: 'a' }],
    [{ source: 'omop', table: 'person', key: "a' iam_role 'other" }],
    [{ table: 'person', key: 'a' }],
  ])('takes no message such as %j', async (file) => {
    expect(await call('take-file', told('m-3', file))).toMatchObject({
      ok: false,
      errorType: 'UnreadableMessageError',
    });
  });
});

describe('run-copy and copy-status', () => {
  const run = async (source: string, execution: string) => {
    const asked = { source, table: 't', bucket: Bucket, key: 'files/t.csv', execution };
    const answer = await call('run-copy', asked);
    return answer.ok ? (answer.payload as { statementId: string }).statementId : answer;
  };

  it('run the SQL of the source, once an execution, and say how it ended', async () => {
    await put('sql/shop/copy.sql', "copy {table} from '{from}' iam_role '{role}' csv");
    const statementId = await run('shop', 'execution-1');
    expect(await run('shop', 'execution-1')).toBe(statementId);
    expect(await run('shop', 'execution-2')).not.toBe(statementId);
    expect(await call('copy-status', { statementId: statementId })).toEqual({
      ok: true,
      payload: { status: 'SUBMITTED' },
    });
    await endpoint.clock.advance(1_000);
    expect(await call('copy-status', { statementId: statementId })).toEqual({
      ok: true,
      payload: { status: 'FAILED', error: 'ERROR: relation "t" does not exist' },
    });
  });

  it('fail where the source has brought no SQL', async () => {
    expect(await run('nobody', 'execution-3')).toMatchObject({ ok: false, errorType: 'UnknownSourceError' });
  });
});

describe('cut-piece', () => {
  it('cuts at ends of lines, gives each piece the header, and loses no line', async () => {
    const lines = Array.from({ length: 150 }, (_none, index) => `${String(index)},${'v'.repeat(index % 30)}`);
    await put('files/cut.csv', `id,value\n${lines.join('\n')}\n`);
    const seen: string[] = [];
    let offset = 0;
    for (let number = 1, last = false; !last; number += 1) {
      const answer = await call('cut-piece', { bucket: Bucket, key: 'files/cut.csv', offset, number });
      if (!answer.ok) throw new Error(answer.errorMessage);
      const piece = answer.payload as { key: string; next: number; last: boolean };
      const [header, ...rest] = (await textOf(piece.key))?.trimEnd().split('\n') ?? [];
      expect(header).toBe('id,value');
      expect(rest.join('\n').length).toBeLessThanOrEqual(1_000);
      seen.push(...rest);
      offset = piece.next;
      last = piece.last;
      expect(number).toBeLessThan(10);
    }
    expect(seen).toEqual(lines);
  });

  it('fails where a line is longer than a piece', async () => {
    await put('files/long.csv', `id\n${'x'.repeat(3_000)}\n`);
    const asked = { bucket: Bucket, key: 'files/long.csv', offset: 3, number: 2 };
    expect(await call('cut-piece', asked)).toMatchObject({ ok: false, errorType: 'LineTooLongError' });
  });
});

import { readFileSync } from 'node:fs';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { DescribeExecutionCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openStage, shared, until } from '../../scenarios/stage.ts';

const stage = shared(await openStage({}));
const place = {
  endpoint: stage.sandbox.awsOrigin,
  region: 'us-east-1',
  credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
};
const [iam, sns, sqs] = [new IAMClient(place), new SNSClient(place), new SQSClient(place)];
afterAll(() => {
  for (const client of [iam, sns, sqs]) client.destroy();
});

const leaked = 'AKIASANDBOXEXPOSED00';
const sample = JSON.parse(readFileSync('src/workflows/exposed-key/sample-event.json', 'utf8')) as {
  source: string;
  'detail-type': string;
  detail: Record<string, unknown>;
};
const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:exposed-key';
let inbox: string;
beforeEach(async () => {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'security-inbox' }));
  inbox = QueueUrl;
  await sns.send(
    new SubscribeCommand({
      TopicArn: 'arn:aws:sns:us-east-1:000000000000:exposed-key',
      Protocol: 'sqs',
      Endpoint: 'arn:aws:sqs:us-east-1:000000000000:security-inbox',
    }),
  );
});

/** AWS Health tells of a key; how the execution that a rule starts of it ends. */
const told = async (accessKeyId = leaked, change: Record<string, unknown> = {}) => {
  const detail = {
    ...sample.detail,
    eventMetadata: { publicKey: accessKeyId },
    affectedEntities: [{ entityValue: accessKeyId }],
    ...change,
  };
  const event = { source: sample.source, detail_type: sample['detail-type'], detail };
  expect(await stage.post('event', event)).toMatchObject({ ok: true });
};
const ended = () =>
  until(async () => {
    const { executions = [] } = await stage.sfn.send(new ListExecutionsCommand({ stateMachineArn }));
    const [first] = executions;
    if (!first || first.status === 'RUNNING') return undefined;
    return stage.sfn.send(new DescribeExecutionCommand({ executionArn: first.executionArn }));
  });
const mail = () =>
  until(async () => {
    const { Messages: [message] = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: inbox, WaitTimeSeconds: 1 }),
    );
    return message && (JSON.parse(message.Body ?? '') as { Subject: string; Message: string });
  });
const statusOf = async (userName = 'deploy-bot') => {
  const { AccessKeyMetadata: keys = [] } = await iam.send(new ListAccessKeysCommand({ UserName: userName }));
  return keys.map(({ Status }) => Status);
};
const denies = (operation: string) =>
  stage.post('faults', { aws: { service: 'iam', operation, error: 'AccessDenied', status: 403, times: 1 } });

describe('the exposed-key machine', () => {
  it('makes the key inactive, counts what it was used for, and tells security', async () => {
    await told();
    const { status, output = '' } = await ended();
    expect(status).toBe('SUCCEEDED');
    expect(await statusOf()).toEqual(['Inactive']);
    const { Subject, Message } = await mail();
    expect(Subject).toBe('Exposed access key of deploy-bot, account 000000000000');
    expect(Message).toContain('The access key AKIA…ED00 of the user deploy-bot was made inactive.');
    expect(Message).toMatch(/CloudTrail: \d+ calls, \d+ denied, from 20\S+ to 20\S+\./);
    expect(Message).toMatch(/Regions: .*us-east-1 \d+/);
    expect(Message).toContain('eu-west-1');
    expect(Message).toContain('198.51.100.77');
    expect(Message).not.toContain(leaked);
    const { key, summary } = JSON.parse(output) as { key: object; summary: object };
    expect(JSON.stringify([key, summary])).not.toContain(leaked);
  });

  it('goes straight to telling security where the user cannot be found', async () => {
    await told('AKIAIOSFODNN7NOBODY1');
    expect((await ended()).status).toBe('SUCCEEDED');
    const { Subject, Message } = await mail();
    expect(Subject).toBe('Exposed access key, account 000000000000');
    expect(Message).toContain('was not contained');
    expect(Message).toContain('KeyUnknown: No user of this account has AKIA…ODY1');
    expect(Message).toContain('https://health.aws.amazon.com');
    expect(Message).not.toContain('CloudTrail:');
  });

  it.each(['GetAccessKeyLastUsed', 'UpdateAccessKey'])(
    'tells security that %s was denied',
    async (operation) => {
      await denies(operation);
      await told();
      await ended();
      expect((await mail()).Message).toContain('See to it by hand now.');
      expect(await statusOf()).toEqual(['Active']);
    },
  );

  it('touches no key of a protected user', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'Signalbox-ci' }));
    const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: 'Signalbox-ci' }));
    await told(key?.AccessKeyId);
    await ended();
    expect((await mail()).Message).toContain('KeyProtected: Signalbox-ci is protected by "signalbox*"');
    expect(await statusOf('Signalbox-ci')).toEqual(['Active']);
  });

  it.each<[string, string, Record<string, unknown>, string]>([
    ['of a session', 'ASIASANDBOXSESSION00', {}, 'revoke the sessions'],
    ['of another account', leaked, { affectedAccount: '111122223333' }, 'is of account 111122223333'],
    ['that is none', 'nothing', {}, 'The event names no access key.'],
  ])('touches no key %s', async (_name, accessKeyId, change, words) => {
    await told(accessKeyId, change);
    await ended();
    expect((await mail()).Message).toContain(words);
    expect(await statusOf()).toEqual(['Active']);
  });

  it('is not started by what AWS Health says is over, or by other events of its', async () => {
    await told(leaked, { statusCode: 'closed' });
    await told(leaked, { eventTypeCode: 'AWS_RISK_SOMETHING_ELSE' });
    const { executions } = await stage.sfn.send(new ListExecutionsCommand({ stateMachineArn }));
    expect(executions).toEqual([]);
    expect(await statusOf()).toEqual(['Active']);
  });
});

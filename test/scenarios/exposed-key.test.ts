import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { built, openStage, shared, until, words, type Shown } from './stage.ts';

const topic = 'arn:aws:sns:us-east-1:000000000000:exposed-key';
const policyFile = join(tmpdir(), `signalbox-exposed-key-${String(process.pid)}.yaml`);
writeFileSync(
  policyFile,
  `
queues: [{ url: '\${SIGNALBOX_QUEUE_URL}' }]
access: [{ allow: [respond], who: ['@security'], on: ['*'] }]
exposed_keys: { contain: at_once, protect: ['payroll*'], quarantine: true, notify: '${topic}', regions: [eu-west-1] }
routes: [{ match: { source: [aws.health] }, do: incident, channel: incidents }]
`,
);
const stage = shared(await openStage({ botProgram: built, policyFile }));
const place = {
  endpoint: stage.sandbox.awsOrigin,
  region: 'us-east-1',
  credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
};
const clients = { iam: new IAMClient(place), sns: new SNSClient(place), sqs: new SQSClient(place) };
const events = new EventBridgeClient(place);
const { iam, sns, sqs } = clients;
afterAll(() => {
  for (const client of [iam, sns, sqs, events]) client.destroy();
});

let inbox: string;
beforeEach(async () => {
  // The shipped workflow would do the same by itself.
  await events.send(new DisableRuleCommand({ Name: 'exposed-key' }));
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'security-inbox' }));
  inbox = QueueUrl;
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:security-inbox';
  await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint }));
});

const leaked = 'AKIASANDBOXEXPOSED00';
const sample = JSON.parse(readFileSync('src/workflows/exposed-key/sample-event.json', 'utf8')) as {
  detail: Record<string, unknown>;
};
const told = async (publicKey = leaked, userName = 'deploy-bot') => {
  const detail = { ...sample.detail, eventMetadata: { publicKey, userName }, affectedEntities: [] };
  const event = { source: 'aws.health', detail_type: 'AWS Health Event', detail };
  expect(await stage.post('event', event)).toMatchObject({ ok: true });
};
const keysOf = async (UserName = 'deploy-bot') => {
  const { AccessKeyMetadata: keys = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
  return keys.map(({ Status }) => Status);
};
const has = (status: string | undefined) =>
  until(async () => ((await keysOf())[0] === status ? true : undefined)).then(() => true);
const isCard = (message: Shown) => message.metadata?.event_type === 'signalbox_incident';
const card = (fits: (text: string) => boolean = () => true) =>
  until(async () => (await stage.messages('incidents')).find((one) => isCard(one) && fits(words(one))));
const thread = (fits: (text: string) => boolean) =>
  until(async () =>
    (await stage.messages('incidents')).find(
      (one) => !isCard(one) && fits(`${one.text} ${JSON.stringify(one.blocks)}`),
    ),
  );
const press = async (user: string, step: string) => {
  const { ts } = await card((text) => text.includes(`incident.step.${step}`));
  const click = { user, channel: 'C0INCIDENTS', ts, action_id: `incident.step.${step}` };
  expect(await stage.post('click', click)).toMatchObject({ ok: true });
};
const mail = () =>
  until(async () => {
    const receive = new ReceiveMessageCommand({ QueueUrl: inbox, WaitTimeSeconds: 1 });
    const { Messages: [message] = [] } = await sqs.send(receive);
    return message && (JSON.parse(message.Body ?? '') as { Subject: string; Message: string });
  });

describe('an exposed key', () => {
  it('is made inactive at once, looked up, reported, given back by one person, and deleted by two', async () => {
    await told();
    await has('Inactive');
    await thread((text) => text.includes('AKIA…ED00 of deploy-bot is inactive'));
    const found = await thread((text) => text.includes('AKIA…ED00 is a key of the user deploy-bot'));
    expect(JSON.stringify(found)).toMatch(/412 days old.*CloudTrail in us-east-1, eu-west-1: \d+ calls/);
    const { Subject, Message } = await mail();
    expect(Subject).toBe('Exposed access key of deploy-bot, account 000000000000');
    expect(Message).toContain('AKIA…ED00 of deploy-bot is inactive.');
    expect(Message).toContain("AWS's quarantine policy is attached to deploy-bot");
    expect(Message).toContain('198.51.100.77');
    await until(async () =>
      (await stage.messages('incidents')).find(
        (one) => isCard(one) && JSON.stringify(one).includes('412 days'),
      ),
    );

    await press('U0SECURITY', 'activate');
    await has('Active');
    await press('U0SECURITY', 'deactivate');
    await has('Inactive');

    await press('U0SECURITY', 'delete');
    await card((text) => /Delete the key.*(?:second|agree|somebody else)/is.test(text));
    await press('U0SECURITY', 'delete');
    expect(await stage.toldTo('U0SECURITY', 'incidents')).toContain('somebody else must agree');
    expect(await keysOf()).toEqual(['Inactive']);
    await press('U0APPROVER', 'delete');
    await has(undefined);
    await thread((text) => text.includes('AKIA…ED00 of deploy-bot is deleted'));
    expect(JSON.stringify(await stage.messages('incidents'))).not.toContain(leaked);
  });

  it('is left to people who may respond', async () => {
    await told();
    await has('Inactive');
    await press('U0REQUESTER', 'activate');
    expect(await stage.toldTo('U0REQUESTER', 'incidents')).toContain('respond');
    expect(await keysOf()).toEqual(['Inactive']);
  });

  it.each([
    ['payroll-7', 'payroll-7 is protected'],
    ['signalbox', 'the user that Signalbox itself is'],
  ])('of %s is not touched, at once or by a button, and security is told', async (userName, because) => {
    if (userName !== 'signalbox') await iam.send(new CreateUserCommand({ UserName: userName }));
    const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: userName }));
    await told(key?.AccessKeyId, userName);
    expect((await mail()).Message).toContain(because);
    await thread((text) => text.includes('Make inactive failed') && text.includes(because));
    const replies = async () =>
      (await stage.messages('incidents')).filter((one) =>
        JSON.stringify(one).includes('Make inactive failed'),
      );
    const before = (await replies()).length;
    await press('U0SECURITY', 'deactivate');
    await until(async () => (await replies()).length > before);
    expect(await keysOf(userName)).toEqual(['Active']);
  });

  it('whose user IAM does not give is reported with what is known', async () => {
    for (const operation of ['GetAccessKeyLastUsed', 'ListUsers', 'ListAccessKeys'])
      await stage.post('faults', {
        aws: { service: 'iam', operation, error: 'AccessDenied', status: 403, times: 50 },
      });
    await told();
    const { Subject, Message } = await mail();
    expect(Subject).toBe('Exposed access key, account 000000000000');
    expect(Message).toContain('does not allow Signalbox iam:');
    expect(Message).toContain('"Make inactive" failed');
    expect(Message).toContain('CloudTrail in us-east-1');
    await thread((text) => text.includes('Make inactive failed'));
    expect((await keysOf().catch(() => ['denied']))[0]).toBe('denied');
  });
});

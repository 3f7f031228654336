import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GetQueueUrlCommand, ListQueuesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { errorOf, newQueue } from '../../../contracts/queue-stage.ts';
import { openAccount, type Account } from './account.ts';

describe('queues of accounts', () => {
  let account: Account;
  beforeEach(async () => {
    account = await openAccount();
  });
  afterEach(() => account.close());
  const urls = async () => (await account.client.send(new ListQueuesCommand())).QueueUrls ?? [];

  it('begin with the queue of the bot and that of its dead letters', async () => {
    expect(await urls()).toEqual(
      ['signalbox', 'signalbox-dlq'].map((name) => `${account.origin}/000000000000/${name}`),
    );
  });

  it('give up a message of the bot after five receives, and keep it for 14 days', async () => {
    const arn = 'arn:aws:sqs:us-east-1:000000000000:signalbox-dlq';
    const { readAttributes } = reader(account);
    expect(await readAttributes('signalbox')).toMatchObject({
      VisibilityTimeout: '60',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 5 }),
    });
    expect(await readAttributes('signalbox-dlq')).toMatchObject({ MessageRetentionPeriod: '1209600' });
  });

  it('are back as they began after a reset', async () => {
    const seeded = await urls();
    await account.queue('extra');
    await account.client.send(new SendMessageCommand({ QueueUrl: seeded[0], MessageBody: 'old' }));
    await account.reset();
    expect(await urls()).toEqual(seeded);
    expect(await reader(account).readAttributes('signalbox')).toMatchObject({
      ApproximateNumberOfMessages: '0',
    });
  });

  it('belong to the account of the role that made them', async () => {
    const sts = new STSClient({
      endpoint: account.origin,
      region: 'us-east-1',
      credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
    });
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::222222222222:role/other', RoleSessionName: 'session' }),
    );
    sts.destroy();
    const other = account.clientOf({ accessKeyId: Credentials?.AccessKeyId ?? '' });
    const queue = await newQueue(other);
    expect(queue.url).toContain('/222222222222/');
    expect(queue.arn).toContain(':222222222222:');
    expect(await urls()).not.toContain(queue.url);
    const QueueName = queue.url.split('/').at(-1);
    expect(await errorOf(account.client.send(new GetQueueUrlCommand({ QueueName })))).toBe(
      'QueueDoesNotExist',
    );
    const named = { QueueName, QueueOwnerAWSAccountId: '222222222222' };
    expect((await account.client.send(new GetQueueUrlCommand(named))).QueueUrl).toBe(queue.url);
  });

  it('tell who sent a message', async () => {
    const queue = await newQueue(account.client);
    const approver = account.clientOf({ accessKeyId: 'approver' });
    await approver.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'mine' }));
    const [message] = await queue.receive();
    expect(message?.Attributes?.SenderId).toBe('approver');
  });
});

function reader({ origin }: Account) {
  return {
    readAttributes: async (name: string): Promise<Record<string, string>> => {
      const form = { Action: 'GetQueueAttributes', 'AttributeName.1': 'All', Version: '2012-11-05' };
      const response = await fetch(`${origin}/000000000000/${name}`, {
        method: 'POST',
        body: new URLSearchParams(form),
      });
      const xml = await response.text();
      const pairs = xml.matchAll(/<Attribute><Name>(\w+)<\/Name><Value>([^<]*)<\/Value><\/Attribute>/g);
      return Object.fromEntries([...pairs].map(([, key = '', value = '']) => [key, value]));
    },
  };
}

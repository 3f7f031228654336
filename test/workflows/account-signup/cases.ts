import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FunctionsOn } from '../functions-on.ts';

const Bucket = 'account-signup-000000000000-us-east-1';
const email = 'ada@example.com';

/** What the functions of account-signup do at an S3 and an SNS. */
export function describeAccountSignup(where: string, open: () => Promise<FunctionsOn>): void {
  describe(`account-signup on ${where}`, () => {
    let on: FunctionsOn;
    let s3: S3Client;
    const create = (name: string, execution: string) =>
      on.invoke('account-signup-create-account', { name, email, execution });
    beforeAll(async () => {
      on = await open();
      s3 = new S3Client({ ...on.settings, forcePathStyle: true });
      await s3.send(new CreateBucketCommand({ Bucket }));
    });
    afterAll(async () => {
      s3.destroy();
      await on.close();
    });

    it('stores an account as one object', async () => {
      expect(await create('ada', 'run-1')).toMatchObject({ ok: true, payload: { name: 'ada', email } });
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'accounts/ada.json' }));
      expect(JSON.parse((await Body?.transformToString()) ?? '')).toMatchObject({
        name: 'ada',
        createdBy: 'run-1',
      });
    });

    it('gives a name once, and says by the error’s name that it is taken', async () => {
      await create('grace', 'run-2');
      expect(await create('grace', 'run-3')).toMatchObject({
        ok: false,
        errorType: 'AccountAlreadyExistsError',
        errorMessage: 'The account name grace is taken.',
      });
    });

    it('takes a second try of the same sign-up for that one', async () => {
      const first = await create('edsger', 'run-4');
      expect(await create('edsger', 'run-4')).toEqual(first);
    });

    it('gives one of two that want a name in the same moment', async () => {
      const both = await Promise.all([create('alan', 'run-5'), create('alan', 'run-6')]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    });

    it.each(['', 'A', 'ada lovelace', '../ada', 'a'.repeat(40)])('refuses the name "%s"', async (name) => {
      expect(await create(name, 'run-7')).toMatchObject({ ok: false, errorType: 'InvalidAccountError' });
    });

    it('welcomes by the topic', async () => {
      const sns = new SNSClient(on.settings);
      const sqs = new SQSClient(on.settings);
      const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'account-signup-welcome' }));
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'inbox' }));
      const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:inbox';
      await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
      const sent = await on.invoke('account-signup-send-welcome-email', { name: 'ada', email });
      expect(sent).toMatchObject({ ok: true, payload: { messageId: expect.stringMatching(/^[\w-]{36}$/) } });
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
      expect(JSON.parse(Messages[0]?.Body ?? '')).toMatchObject({
        Subject: 'Welcome',
        Message: 'Your account ada is ready.',
        MessageAttributes: { email: { Value: email } },
      });
      sns.destroy();
      sqs.destroy();
    });
  });
}

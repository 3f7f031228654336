import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { handler as contain } from '../../../src/workflows/exposed-key/functions/contain-key.ts';
import { handler as notify } from '../../../src/workflows/exposed-key/functions/notify-security.ts';
import type { Environment, Place } from '../account.ts';

const region = 'us-east-1';
const topicArn = `arn:aws:sns:${region}:000000000000:exposed-key`;
export const environment = { AWS_REGION: region, TOPIC_ARN: topicArn };

/** What the functions of exposed-key that act do at an IAM and an SNS. */
export function describeExposedKey(where: string, open: (environment: Environment) => Promise<Place>): void {
  describe(`exposed-key on ${where}`, () => {
    const UserName = 'build-bot';
    let place: Place;
    let iam: IAMClient;
    const settings = (change: Record<string, string>) => {
      Object.assign(process.env, change);
    };
    const eventOf = (publicKey: string) => ({
      account: '000000000000',
      detail: { eventTypeCode: 'AWS_RISK_CREDENTIALS_EXPOSED', eventMetadata: { publicKey } },
    });
    const newKey = async () => {
      const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName }));
      return key?.AccessKeyId ?? '';
    };
    const statusOf = async (accessKeyId: string) => {
      const { AccessKeyMetadata: keys = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
      return keys.find(({ AccessKeyId: id }) => id === accessKeyId)?.Status;
    };
    beforeAll(async () => {
      place = await open(environment);
      iam = new IAMClient(place.settings(region));
      await iam.send(new CreateUserCommand({ UserName }));
    });
    beforeEach(() => {
      settings({ ACTION: 'deactivate', PROTECTED_USERS: '' });
    });
    afterAll(async () => {
      iam.destroy();
      await place.stop();
    });

    describe('contain-key', () => {
      it('makes a key inactive, again and again, or deletes it, or only looks, as the template says', async () => {
        const key = await newKey();
        settings({ ACTION: 'none' });
        expect(await contain(eventOf(key))).toMatchObject({ action: 'left as it is (dry run)' });
        expect(await statusOf(key)).toBe('Active');
        settings({ ACTION: 'deactivate' });
        await contain(eventOf(key));
        expect(await contain(eventOf(key))).toEqual({
          ...{ userName: 'build-bot', accessKey: `AKIA…${key.slice(-4)}`, action: 'made inactive' },
        });
        expect(await statusOf(key)).toBe('Inactive');
        settings({ ACTION: 'delete' });
        expect(await contain(eventOf(key))).toMatchObject({ action: 'deleted' });
        expect(await statusOf(key)).toBeUndefined();
        await expect(contain(eventOf(key))).rejects.toMatchObject({ name: 'KeyUnknown' });
      });

      it.each([
        ['break-glass-*,BUILD-*t', 'KeyProtected'],
        ['build-bot', 'KeyProtected'],
      ])('refuses users that %s fits', async (globs, name) => {
        const key = await newKey();
        settings({ PROTECTED_USERS: globs });
        await expect(contain(eventOf(key))).rejects.toMatchObject({ name });
        settings({ PROTECTED_USERS: 'build, bu.*,', ACTION: 'delete' });
        expect(await contain(eventOf(key))).toMatchObject({ action: 'deleted' });
      });
    });

    describe('notify-security', () => {
      const told = async (known: Parameters<typeof notify>[0]) => {
        const [sns, sqs] = [new SNSClient(place.settings(region)), new SQSClient(place.settings(region))];
        await sns.send(new CreateTopicCommand({ Name: 'exposed-key' }));
        const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'security' }));
        const Endpoint = `arn:aws:sqs:${region}:000000000000:security`;
        await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint }));
        const { messageId } = await notify(known);
        for (;;) {
          const { Messages = [] } = await sqs.send(
            new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 }),
          );
          const bodies = Messages.map(({ Body = '' }) => JSON.parse(Body) as Record<string, string>);
          const found = bodies.find((body) => body['MessageId'] === messageId);
          if (!found) continue;
          sns.destroy();
          sqs.destroy();
          return found;
        }
      };

      it('says what was done, and what the key was used for', async () => {
        const key = { userName: UserName, accessKey: 'AKIA…MPLE', action: 'made inactive' as const };
        const none = { byCall: { 's3:GetObject': 3 }, byRegion: {}, byAddress: {}, resources: {} };
        const summary = { calls: 3, denied: 1, first: 'then', last: 'now', ...none, moreIn: ['eu-west-1'] };
        const mail = await told({ ...eventOf('AKIAIOSFODNN7EXAMPLE'), key, summary });
        expect(mail['Subject']).toBe('Exposed access key of build-bot, account 000000000000');
        expect(mail['Message']?.split('\n')).toEqual(
          expect.arrayContaining([
            'The access key AKIA…MPLE of the user build-bot was made inactive.',
            'CloudTrail: 3 calls, 1 denied, from then to now.',
            'Calls: s3:GetObject 3',
            'Touched: nothing that CloudTrail names',
            'There is more in eu-west-1: only the newest calls were counted.',
          ]),
        );
      });

      it('says after a catcher what failed, and where to look', async () => {
        const Cause = '{"errorMessage":"No user of this account has it."}';
        const mail = await told({
          ...eventOf('AKIAIOSFODNN7EXAMPLE'),
          failure: { Error: 'KeyUnknown', Cause },
        });
        expect(mail['Message']).toContain('The access key AKIA…MPLE was not contained.');
        expect(mail['Message']).toContain(
          'KeyUnknown: No user of this account has it.\nSee to it by hand now.',
        );
        expect(mail['Message']).toContain('https://health.aws.amazon.com/health/home');
        const timeout = await told({ failure: { Error: 'States.Timeout', Cause: 'too slow' } });
        expect(timeout['Subject']).toBe('Exposed access key, account unknown');
        expect(timeout['Message']).toContain('States.Timeout: too slow');
      });
    });
  });
}

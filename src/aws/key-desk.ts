import {
  AttachUserPolicyCommand,
  DeleteAccessKeyCommand,
  DetachUserPolicyCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { PublishCommand } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { KeyDesk } from '../incidents/index.ts';
import type { Clients } from './clients.ts';
import { nameOf } from './errors.ts';
import { findOwner } from './key-owner.ts';
import { asked } from './key-refused.ts';
import { readStanding } from './key-standing.ts';
import { readTrail } from './key-trail.ts';

/** Where each partition keeps the trail of IAM's own calls. https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html */
const globalRegions: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};
const quarantinePolicy = 'AWSCompromisedKeyQuarantineV3';

type KeyClients = Pick<Clients, 'iam' | 'sts' | 'trail' | 'topics'>;

export function createKeyDesk({ iam, sts, trail, topics }: KeyClients, region: string): KeyDesk {
  const self = () =>
    asked('sts:GetCallerIdentity', async () => {
      const { Account: account = '', Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
      const { accessKeyId } = await sts.config.credentials();
      return { account, arn, accessKeyId };
    });
  /** What IAM does not have is gone already. */
  const gone = async (call: Promise<unknown>) => {
    try {
      await call;
    } catch (error) {
      if (nameOf(error) !== 'NoSuchEntityException') throw error;
    }
  };
  const quarantineArn = async () => `arn:${await partition()}:iam::aws:policy/${quarantinePolicy}`;
  const partition = async () => (await self()).arn.split(':')[1] ?? 'aws';
  return {
    self,
    find: (accessKeyId, hint) => findOwner(iam, accessKeyId, hint),
    standing: (userName) => readStanding(iam, userName),
    async trail(accessKeyId, alsoIn) {
      const global = globalRegions[await partition()] ?? region;
      return readTrail(trail, accessKeyId, [region, global, ...alsoIn]);
    },
    setStatus: ({ accessKeyId, userName }, status) =>
      asked('iam:UpdateAccessKey', async () => {
        const Status = status === 'active' ? 'Active' : 'Inactive';
        await iam.send(new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status }));
      }),
    delete: ({ accessKeyId, userName }) =>
      asked('iam:DeleteAccessKey', () =>
        gone(iam.send(new DeleteAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId }))),
      ),
    async quarantine(userName) {
      const PolicyArn = await quarantineArn();
      await asked('iam:AttachUserPolicy', () =>
        iam.send(new AttachUserPolicyCommand({ UserName: userName, PolicyArn })),
      );
    },
    async release(userName) {
      const PolicyArn = await quarantineArn();
      await asked('iam:DetachUserPolicy', () =>
        gone(iam.send(new DetachUserPolicyCommand({ UserName: userName, PolicyArn }))),
      );
    },
    async publish(topicArn, { subject, text }) {
      const client = topics(topicArn.split(':')[3] ?? region);
      await asked('sns:Publish', () =>
        client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: text })),
      );
    },
  };
}

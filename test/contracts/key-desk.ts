import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  ListAttachedUserPoliciesCommand,
  PutGroupPolicyCommand,
  PutUserPolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { CreateTopicCommand, type SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyDeskRefused, type KeyDesk, type Ownership } from '../../src/incidents/index.ts';

/** An account with a key desk in it, and clients of its own. */
export interface KeyAccount {
  readonly desk: KeyDesk;
  readonly iam: IAMClient;
  readonly sns: SNSClient;
  close(): Promise<void>;
}

const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});

/** What Signalbox relies on, of whoever speaks for IAM and SNS. */
export function describeKeyDesk(name: string, open: () => Promise<KeyAccount>): void {
  describe(`a key desk at ${name}`, () => {
    let account: KeyAccount;
    let userName: string;
    let accessKeyId: string;
    const unique = () => Math.random().toString(36).slice(2, 10);
    const found = async () => {
      const owner = await account.desk.find(accessKeyId);
      if (owner.kind !== 'user') throw new Error(`found ${owner.kind}`);
      return owner.key;
    };
    beforeEach(async () => {
      account = await open();
      userName = `deployer-${unique()}`;
      await account.iam.send(new CreateUserCommand({ UserName: userName, Path: '/ci/' }));
      const made = await account.iam.send(new CreateAccessKeyCommand({ UserName: userName }));
      accessKeyId = made.AccessKey?.AccessKeyId ?? '';
    });
    afterEach(() => account.close());

    it('knows who Signalbox is, and the key it signs with', async () => {
      const self = await account.desk.self();
      expect(self.account).toMatch(/^\d{12}$/);
      expect(self.arn).toContain(`:${self.account}:`);
      expect(self.accessKeyId).toBe(process.env['AWS_ACCESS_KEY_ID']);
    });

    it('finds the user of a key, also where somebody else is named', async () => {
      const key = { accessKeyId, userName, status: 'active', createdAt: expect.any(Number) };
      const wanted: unknown = { kind: 'user', key };
      expect(await account.desk.find(accessKeyId)).toEqual(wanted);
      expect(await account.desk.find(accessKeyId, 'nobody-at-all')).toEqual(wanted);
    });

    it.each<[string, string | undefined]>([
      ['without a name', undefined],
      ['with the name of a user who has another', 'other'],
      ['with a name that is none', 'no user/../x'],
    ])('finds nobody who has a key that does not exist, %s', async (_name, hint) => {
      const nobody: Ownership = { kind: 'nobody' };
      expect(await account.desk.find('AKIAIOSFODNN7NOBODY1', hint === 'other' ? userName : hint)).toEqual(
        nobody,
      );
    });

    it('makes a key inactive and active again, and each of them twice', async () => {
      for (const status of ['inactive', 'inactive', 'active', 'active'] as const) {
        await account.desk.setStatus(await found(), status);
        expect((await found()).status).toBe(status);
      }
    });

    it('deletes a key, and does not mind that it is deleted', async () => {
      const key = await found();
      await account.desk.delete(key);
      await account.desk.delete(key);
      expect(await account.desk.find(accessKeyId, userName)).toEqual({ kind: 'nobody' });
    });

    it('refuses in words to change a key under somebody else', async () => {
      const key = { ...(await found()), userName: `other-${unique()}` };
      const changed = account.desk.setStatus(key, 'inactive');
      await expect(changed).rejects.toThrow(KeyDeskRefused);
      await expect(changed).rejects.toThrow('AWS refused iam:UpdateAccessKey');
      expect((await found()).status).toBe('active');
    });

    it('names the policies of a user, its own and by groups', async () => {
      const { iam } = account;
      const group = `builders-${unique()}`;
      const PolicyName = `Artifacts-${unique()}`;
      const made = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: document }));
      const PolicyArn = made.Policy?.Arn ?? '';
      await iam.send(new AttachUserPolicyCommand({ UserName: userName, PolicyArn }));
      await iam.send(
        new PutUserPolicyCommand({ UserName: userName, PolicyName: 'deploy', PolicyDocument: document }),
      );
      await iam.send(new CreateGroupCommand({ GroupName: group }));
      await iam.send(new AttachGroupPolicyCommand({ GroupName: group, PolicyArn }));
      await iam.send(
        new PutGroupPolicyCommand({ GroupName: group, PolicyName: 'build', PolicyDocument: document }),
      );
      await iam.send(new AddUserToGroupCommand({ GroupName: group, UserName: userName }));
      expect(await account.desk.standing(userName)).toEqual({
        policies: [PolicyName],
        inline: ['deploy'],
        groups: [{ name: group, policies: [PolicyName, 'build'] }],
        quarantined: false,
      });
    });

    it("attaches AWS's quarantine policy and detaches it, and does not mind that it is so already", async () => {
      await account.desk.quarantine(userName);
      await account.desk.quarantine(userName);
      const attached = await account.iam.send(new ListAttachedUserPoliciesCommand({ UserName: userName }));
      expect(attached.AttachedPolicies).toEqual([
        {
          PolicyName: 'AWSCompromisedKeyQuarantineV3',
          PolicyArn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3',
        },
      ]);
      expect((await account.desk.standing(userName)).quarantined).toBe(true);
      await account.desk.release(userName);
      await account.desk.release(userName);
      expect((await account.desk.standing(userName)).quarantined).toBe(false);
    });

    it('tells a topic, and says in words that there is none', async () => {
      const { TopicArn = '' } = await account.sns.send(
        new CreateTopicCommand({ Name: `security-${unique()}` }),
      );
      const notice = { subject: 'Exposed access key', text: 'AKIA…KED1\nof ci' };
      await account.desk.publish(TopicArn, notice);
      await expect(account.desk.publish(`${TopicArn}-gone`, notice)).rejects.toThrow(
        'AWS refused sns:Publish',
      );
    });
  });
}

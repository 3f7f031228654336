import {
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { exposedKeyIn, shortened, type ContainedKey, type HealthEvent } from './lib/exposed-key.ts';

const iam = new IAMClient({});
const sts = new STSClient({});

/** The machine's retriers and catchers know the error by its name. */
class Refused extends Error {
  constructor(name: 'NoKeyInEvent' | 'KeyUnknown' | 'KeyProtected', message: string) {
    super(message);
    this.name = name;
  }
}

/** Finds the user of the exposed key, and makes the key inactive, or deletes it. Made inactive twice it is inactive. */
export async function handler(event: HealthEvent): Promise<ContainedKey> {
  const key = exposedKeyIn(event);
  if (key === undefined) throw new Refused('NoKeyInEvent', 'The event names no access key.');
  const accessKey = shortened(key);
  if (key.startsWith('ASIA'))
    throw new Refused(
      'KeyProtected',
      `${accessKey} is of a session: revoke the sessions of its role instead.`,
    );
  await refuseForeign(event, accessKey);
  const userName = await userOf(key);
  const glob = protectedBy(userName);
  if (glob !== undefined)
    throw new Refused('KeyProtected', `${userName} is protected by "${glob}": somebody must act in IAM.`);
  return { userName, accessKey, action: await contain(userName, key) };
}

async function contain(UserName: string, AccessKeyId: string): Promise<ContainedKey['action']> {
  const action = process.env['ACTION'];
  if (action === 'none') return 'left as it is (dry run)';
  if (action === 'delete') {
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    return 'deleted';
  }
  await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }));
  return 'made inactive';
}

/** Whoever IAM lists the key under: the root user, and another account's, it lists under nobody. */
async function userOf(AccessKeyId: string): Promise<string> {
  const unknown = new Refused(
    'KeyUnknown',
    `No user of this account has ${shortened(AccessKeyId)}: it was deleted, or is the root user's.`,
  );
  try {
    const { UserName } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    if (UserName === undefined) throw unknown;
    const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
    if (AccessKeyMetadata.some((one) => one.AccessKeyId === AccessKeyId)) return UserName;
    throw unknown;
  } catch (error) {
    throw error instanceof Error && error.name === 'NoSuchEntityException' ? unknown : error;
  }
}

/** In an organisation's view the event may be about another account. */
async function refuseForeign({ account, detail }: HealthEvent, accessKey: string): Promise<void> {
  const affected = detail?.affectedAccount ?? account;
  const { Account: own } = await sts.send(new GetCallerIdentityCommand({}));
  if (affected !== undefined && affected !== own)
    throw new Refused('KeyUnknown', `${accessKey} is of account ${affected}: act there.`);
}

/** The pattern among PROTECTED_USERS that a user's name fits; `*` is any run of characters, case is all the same to IAM. */
function protectedBy(userName: string): string | undefined {
  const globs = (process.env['PROTECTED_USERS'] ?? '').split(',').map((glob) => glob.trim());
  return globs.find((glob) => {
    const parts = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return glob !== '' && new RegExp(`^${parts.join('.*')}$`, 'i').test(userName);
  });
}

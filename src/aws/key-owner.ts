import {
  GetAccessKeyLastUsedCommand,
  paginateListAccessKeys,
  paginateListUsers,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { KeyDeskRefused, type OwnedKey, type Ownership } from '../incidents/index.ts';
import { isDenied, nameOf } from './errors.ts';
import { asked, refusedAs } from './key-refused.ts';

/** Users that are looked through one by one; each costs a call of IAM's. */
const mostUsers = 500;
/** How the root user is called where IAM names it at all. */
const rootName = /^(?:root|<root_account>|\d{12})$/i;

/** What GetAccessKeyLastUsed says. */
type Use =
  | { readonly kind: 'known'; readonly userName?: string; readonly lastUsed?: OwnedKey['lastUsed'] }
  | { readonly kind: 'unknown' }
  /** The permission is missing, or AWS does not want to talk about this key: it answers both alike. */
  | { readonly kind: 'denied'; readonly error: unknown };

/** Whose key it is: whoever IAM lists it under, and nobody else's word. @param hint a user name to try */
export async function findOwner(iam: IAMClient, accessKeyId: string, hint?: string): Promise<Ownership> {
  const use = await useOf(iam, accessKeyId);
  const named = use.kind === 'known' ? use.userName : undefined;
  for (const userName of new Set([named, hint])) {
    const key = userName === undefined ? undefined : await listed(iam, userName, accessKeyId);
    if (key) return ownedBy(key, use);
  }
  switch (use.kind) {
    case 'known':
      return { kind: rootName.test(named ?? 'root') ? 'root' : 'nobody' };
    case 'unknown':
      return { kind: 'nobody' };
    case 'denied': {
      const key = await lookedThrough(iam, accessKeyId, use.error);
      return key ? ownedBy(key, use) : { kind: 'nobody' };
    }
  }
}

async function useOf(iam: IAMClient, accessKeyId: string): Promise<Use> {
  const action = 'iam:GetAccessKeyLastUsed';
  try {
    const command = new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId });
    const { UserName: userName, AccessKeyLastUsed: used } = await iam.send(command);
    return {
      kind: 'known',
      ...(userName !== undefined && { userName }),
      // Never used: there is no date, and `N/A` stands for the rest.
      ...(used?.LastUsedDate && {
        lastUsed: {
          at: used.LastUsedDate.getTime(),
          service: used.ServiceName ?? 'a service',
          region: used.Region ?? 'a Region',
        },
      }),
    };
  } catch (error) {
    if (nameOf(error) === 'NoSuchEntityException') return { kind: 'unknown' };
    if (isDenied(error)) return { kind: 'denied', error };
    throw refusedAs(action, error);
  }
}

/** The key as the user's own list has it. */
async function listed(iam: IAMClient, userName: string, accessKeyId: string): Promise<OwnedKey | undefined> {
  return asked('iam:ListAccessKeys', async () => {
    try {
      for await (const page of paginateListAccessKeys({ client: iam }, { UserName: userName }))
        for (const { AccessKeyId: id, Status: status, CreateDate: created } of page.AccessKeyMetadata ?? [])
          if (id === accessKeyId)
            return {
              accessKeyId,
              userName,
              status: status === 'Active' ? 'active' : 'inactive',
              ...(created && { createdAt: created.getTime() }),
            };
    } catch (error) {
      // A hint may be anything, and a user can be deleted while somebody looks.
      if (!['NoSuchEntityException', 'ValidationError'].includes(nameOf(error))) throw error;
    }
    return undefined;
  });
}

/** Every user's list, as far as there are not too many. @param denied what made it necessary */
async function lookedThrough(
  iam: IAMClient,
  accessKeyId: string,
  denied: unknown,
): Promise<OwnedKey | undefined> {
  const wanted = refusedAs('iam:GetAccessKeyLastUsed', denied);
  let users = 0;
  try {
    for await (const page of paginateListUsers({ client: iam }, {})) {
      for (const { UserName: userName } of page.Users ?? []) {
        users += 1;
        if (users > mostUsers) throw wanted;
        const key = userName === undefined ? undefined : await listed(iam, userName, accessKeyId);
        if (key) return key;
      }
    }
  } catch (error) {
    if (error instanceof KeyDeskRefused) throw error;
    throw isDenied(error) ? wanted : refusedAs('iam:ListUsers', error);
  }
  return undefined;
}

function ownedBy(key: OwnedKey, use: Use): Ownership {
  const lastUsed = use.kind === 'known' ? use.lastUsed : undefined;
  return { kind: 'user', key: { ...key, ...(lastUsed && { lastUsed }) } };
}

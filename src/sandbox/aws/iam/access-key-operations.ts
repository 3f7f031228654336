import { randomText, type Clock, type JsonObject } from '../../../platform/index.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import type { AccessKey, AccessKeys } from './access-keys.ts';
import type { Entities, Entity } from './entities.ts';
import { broken, optional, paged, required } from './parameter.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const prefix = 'AKIA';
const idCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const idLength = 16;
const secretCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const secretLength = 40;

/** Access keys of users. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html */
export function accessKeyOperations(entities: Entities, keys: AccessKeys, clock: Clock): Operations {
  /** The user of the parameters; without one, the caller. */
  const userOf = (params: JsonObject, caller: Caller): Entity =>
    entities.get('user', caller.account, optional(params, 'UserName') ?? nameOf(caller));
  const keyOf = (params: JsonObject, caller: Caller): AccessKey =>
    keys.get(caller.account, required(params, 'AccessKeyId'), userOf(params, caller));
  return {
    CreateAccessKey(params, caller) {
      const user = userOf(params, caller);
      const key = keys.issue(`${prefix}${randomText(idCharacters, idLength)}`, user, clock.now());
      return { AccessKey: { ...shown(key), SecretAccessKey: randomText(secretCharacters, secretLength) } };
    },
    ListAccessKeys(params, caller) {
      const user = userOf(params, caller);
      const page = paged(keys.of(user).map(shown), params);
      return { UserName: user.name, AccessKeyMetadata: page.items, ...page.rest };
    },
    UpdateAccessKey(params, caller) {
      const status = required(params, 'Status');
      if (status !== 'Active' && status !== 'Inactive')
        throw broken(`'${status}'`, 'status', 'satisfy enum value set: [Active, Inactive]');
      keyOf(params, caller).active = status === 'Active';
      return {};
    },
    DeleteAccessKey(params, caller) {
      keys.delete(keyOf(params, caller));
      return {};
    },
    GetAccessKeyLastUsed(params, { account }) {
      const { user, lastUse } = keys.get(account, required(params, 'AccessKeyId'));
      return { UserName: user.name, AccessKeyLastUsed: lastUsed(lastUse) };
    },
  };
}

/** The user's name in the caller's ARN. */
export function nameOf({ arn }: Caller): string {
  return arn.split('/').at(-1) ?? '';
}

function lastUsed(use: AccessKey['lastUse']): JsonObject {
  if (!use) return { ServiceName: 'N/A', Region: 'N/A' };
  return { LastUsedDate: isoSeconds(use.at), ServiceName: use.service, Region: use.region };
}

function shown({ id, user, active, createdAt }: AccessKey): JsonObject {
  return {
    UserName: user.name,
    AccessKeyId: id,
    Status: active ? 'Active' : 'Inactive',
    CreateDate: isoSeconds(createdAt),
  };
}

/** IAM's dates have whole seconds. */
function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

import type { Clock } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { SigningKeys } from '../signing-keys.ts';
import type { Entity } from './entities.ts';

/** A key of a user. The secret is given once and kept nowhere: signatures are not checked here. */
export interface AccessKey {
  readonly id: string;
  readonly user: Entity;
  readonly createdAt: number;
  active: boolean;
  lastUse?: KeyUse;
}

interface KeyUse {
  readonly at: number;
  readonly service: string;
  readonly region: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const mostOfUser = 2;

export interface AccessKeys {
  /** @throws LimitExceeded */
  issue(id: string, user: Entity, createdAt: number): AccessKey;
  /** Oldest first. */
  of(user: Entity): readonly AccessKey[];
  /** @throws NoSuchEntity where the account has none of this id, or the user is not its owner */
  get(account: string, id: string, user?: Entity): AccessKey;
  delete(key: AccessKey): void;
  readonly signing: SigningKeys;
  clear(): void;
}

export function createAccessKeys(clock: Clock): AccessKeys {
  const all = new Map<string, AccessKey>();
  /** Ids of deleted keys: they stay refused, not taken as ones that IAM never saw. */
  const deleted = new Set<string>();
  const of = (user: Entity) => [...all.values()].filter((key) => key.user === user);
  return {
    issue(id, user, createdAt) {
      if (of(user).length >= mostOfUser)
        throw new AwsError(
          'LimitExceeded',
          `Cannot exceed quota for AccessKeysPerUser: ${String(mostOfUser)}`,
          409,
        );
      const key: AccessKey = { id, user, createdAt, active: true };
      all.set(id, key);
      deleted.delete(id);
      return key;
    },
    of,
    get(account, id, user) {
      const key = all.get(id);
      if (key?.user.account === account && (user === undefined || key.user === user)) return key;
      throw new AwsError('NoSuchEntity', `The Access Key with id ${id} cannot be found.`, 404);
    },
    delete({ id }) {
      all.delete(id);
      deleted.add(id);
    },
    signing: {
      ownerOf(id) {
        const user = all.get(id)?.user;
        return user && { account: user.account, arn: user.arn };
      },
      refuses: (id) => deleted.has(id) || all.get(id)?.active === false,
      used({ accessKeyId, service, region }, at = clock.now()) {
        const key = all.get(accessKeyId);
        if (key) key.lastUse = { at, service, region };
      },
    },
    clear() {
      all.clear();
      deleted.clear();
    },
  };
}

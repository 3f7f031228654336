import type { Clock } from '../../../platform/index.ts';
import type { Service } from '../service.ts';
import type { SigningKeys } from '../signing-keys.ts';
import { accessKeyOperations } from './access-key-operations.ts';
import { createAccessKeys } from './access-keys.ts';
import { createEntities } from './entities.ts';
import { entityOperations } from './entity-operations.ts';
import { policyOperations } from './policy-operations.ts';
import { simulateOperations } from './simulate.ts';
import { createTrusts, type Trusts } from './trust.ts';

export type { Trusts } from './trust.ts';
export { seedEntities } from './seeds.ts';

export interface LocalIam {
  readonly service: Service;
  readonly signing: SigningKeys;
  /** The unique id of a user or role that IAM has: `AIDA...`. */
  readonly idOf: (kind: 'user' | 'role', account: string, name: string) => string | undefined;
  /** A key of an id and an age of somebody's choice. @throws as CreateAccessKey */
  issueKey(key: {
    readonly id: string;
    readonly account: string;
    readonly userName: string;
    readonly createdAt: number;
  }): void;
  readonly trusts: Trusts;
  reset(): void;
}

/** Users, groups, roles, access keys, policies, and what these allow. No other service asks the policies: any call is taken. */
export function createLocalIam({ clock }: { clock: Clock }): LocalIam {
  const entities = createEntities();
  const keys = createAccessKeys(clock);
  return {
    service: {
      name: 'iam',
      query: { namespace: 'https://iam.amazonaws.com/doc/2010-05-08/' },
      operations: {
        ...entityOperations(entities, keys, clock),
        ...policyOperations(entities, clock),
        ...accessKeyOperations(entities, keys, clock),
        ...simulateOperations(entities),
      },
    },
    signing: keys.signing,
    idOf: (kind, account, name) =>
      entities.has(kind, account, name) ? entities.get(kind, account, name).id : undefined,
    issueKey({ id, account, userName, createdAt }) {
      keys.issue(id, entities.get('user', account, userName), createdAt);
    },
    trusts: createTrusts(entities),
    reset() {
      entities.clear();
      keys.clear();
    },
  };
}

import type { Clock } from '../../../platform/index.ts';
import type { Service } from '../service.ts';
import { createEntities } from './entities.ts';
import { entityOperations } from './entity-operations.ts';
import { policyOperations } from './policy-operations.ts';
import { simulateOperations } from './simulate.ts';
import { createTrusts, type Trusts } from './trust.ts';

export type { Trusts } from './trust.ts';
export { seedEntities } from './seeds.ts';

export interface LocalIam {
  readonly service: Service;
  readonly trusts: Trusts;
  reset(): void;
}

/** Users, groups, roles, their policies, and what these allow. Nothing else of the account asks them: any call is taken. */
export function createLocalIam({ clock }: { clock: Clock }): LocalIam {
  const entities = createEntities();
  return {
    service: {
      name: 'iam',
      query: { namespace: 'https://iam.amazonaws.com/doc/2010-05-08/' },
      operations: {
        ...entityOperations(entities, clock),
        ...policyOperations(entities, clock),
        ...simulateOperations(entities),
      },
    },
    trusts: createTrusts(entities),
    reset() {
      entities.clear();
    },
  };
}

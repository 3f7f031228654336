import type { PrincipalMap } from '../access/index.ts';
import type { Policy } from './policy.ts';

/** Who is who on AWS, where IAM is asked too about what a rule allows; undefined where it is not. */
export function principalsOf({ iam, people }: Policy): PrincipalMap | undefined {
  return iam.narrow ? { people, roles: iam.roles } : undefined;
}

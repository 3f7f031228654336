import type { Groups } from './may.ts';
import type { Person, UserId } from './person.ts';

/** Who people are to IAM, as signalbox.yaml says. */
export interface PrincipalMap {
  readonly people: Readonly<Record<UserId, { readonly iam?: string }>>;
  /** Roles of groups, for who is not mapped alone; the first that names somebody counts. */
  readonly roles: readonly { readonly who: readonly string[]; readonly role: string }[];
}

export interface Principal {
  readonly arn: string;
  /** What mapped the person: `people`, or a name under `roles`. */
  readonly by: string;
}

/** The principal that IAM is asked about for this person; undefined where nobody said. Pure. */
export function principalOf(person: Person, map: PrincipalMap, groups: Groups): Principal | undefined {
  const own = map.people[person.id]?.iam;
  if (own !== undefined) return { arn: own, by: 'people' };
  for (const { who, role } of map.roles) {
    const by = who.find((name) => isNamed(name, person, groups));
    if (by !== undefined) return { arn: role, by };
  }
  return undefined;
}

/** Whether a name of signalbox.yaml, a user id or a group, is this person or has them in it. */
export function isNamed(name: string, person: Person, groups: Groups): boolean {
  if (name === '@everyone') return true;
  return name.startsWith('@') ? groups.get(name.slice(1))?.has(person.id) === true : name === person.id;
}

import type { UserId } from '../access/index.ts';
import type { Policy } from '../config/index.ts';

/** Who the caller of AWS is to Signalbox, or why that cannot be said. */
export type CallerPerson =
  { readonly kind: 'known'; readonly id: UserId } | { readonly kind: 'unknown'; readonly because: string };

/**
 * The person of signalbox.yaml whose `iam:` this ARN is. A session of a role is also whoever has the role; a line for
 * the very session comes first. Pure.
 * @param arn as sts:GetCallerIdentity says it
 */
export function callerPerson(arn: string, people: Policy['people']): CallerPerson {
  const withIam = (fits: (iam: string) => boolean) =>
    Object.entries(people).flatMap(([id, { iam }]) => (iam !== undefined && fits(iam) ? [id] : []));
  const exact = withIam((iam) => iam === arn);
  const found = exact.length > 0 ? exact : withIam((iam) => isSessionOf(arn, iam));
  const [id, ...others] = found;
  if (id === undefined) return { kind: 'unknown', because: unmapped(arn) };
  if (others.length === 0) return { kind: 'known', id };
  const because = `Nothing was decided: signalbox.yaml gives ${arn} to ${found.join(' and ')}. Leave it to one of them under people:.`;
  return { kind: 'unknown', because };
}

/** A session's ARN has the role's name without its path; a name is one role within an account. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const sessionArn = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/;
const roleArn = /^arn:([\w-]+):iam::(\d{12}):role\/(?:.+\/)?([^/]+)$/;

function isSessionOf(arn: string, iam: string): boolean {
  const session = sessionArn.exec(arn);
  const role = roleArn.exec(iam);
  return session !== null && role !== null && [1, 2, 3].every((part) => session[part] === role[part]);
}

function unmapped(arn: string): string {
  const [, partition, account, role] = sessionArn.exec(arn) ?? [];
  const written = role === undefined ? arn : `arn:${partition ?? 'aws'}:iam::${account ?? ''}:role/${role}`;
  const session =
    role === undefined ? '' : ` Where several people take this role, write the session's own ARN (${arn}).`;
  return `Nothing was decided: AWS says that you are ${arn}, and signalbox.yaml says of nobody that they are. Add under people: U0YOURSLACKID: { iam: "${written}" }.${session}`;
}

import type { Place } from '../../access/index.ts';
import type { Branch } from '../../aws/index.ts';
import type { Config } from '../../config/index.ts';
import type { Account } from '../../platform/index.ts';
import { fine, looking, wrong, type Finding } from './finding.ts';
import { activityFindings, machineFindings } from './gate-looks.ts';
import { permissionLooks } from './permission-looks.ts';
import { permissionsFor } from './permissions.ts';

type Looked = Pick<Branch, 'identity' | 'checkUp' | 'principals' | 'stepFunctions'>;

/** Whether an account's role can be taken, what it is allowed, and what gates name there. @param home where the bot itself is, and who */
export async function accountLooks(
  branch: Looked,
  account: Account,
  { policy, store }: Pick<Config, 'policy' | 'store'>,
  home: { readonly place: Place; readonly caller: string },
): Promise<readonly Finding[]> {
  const { name, region } = account;
  const of = `account ${name}`;
  const { place, caller } = home;
  if (account.account === place.account && region === place.region)
    return [wrong(`${of} is the bot's own account and Region`, 'remove it: names there need no prefix')];
  let role = '';
  const identity = await looking(of, trustRemedy(account, caller), async () => {
    const who = await branch.identity();
    role = who.arn;
    return who.account === account.account
      ? fine(`${of}: the bot may take ${account.role} (${account.account}, ${region})`)
      : wrong(`${of}: its role is of account ${who.account}, not ${account.account}`, 'mend role: of it');
  });
  if (identity.some(({ sign }) => sign === 'wrong')) return identity;
  const activities = await looking(`${of}: activities`, 'allow states:ListActivities', async () =>
    activityFindings(policy, name, () => branch.checkUp.activities()),
  );
  const machines = await looking(`${of}: state machines`, 'allow states:ListStateMachines', async () =>
    machineFindings(
      policy,
      name,
      (await branch.stepFunctions.machines()).map((machine) => machine.name),
    ),
  );
  const permissions = await looking(`${of}: AWS permissions`, trustRemedy(account, caller), async () => {
    const there = { ...place, account: account.account, region };
    const needed = permissionsFor(policy, store, { place: there, queues: [], account: name });
    const found = await permissionLooks(branch.principals, role, needed);
    return found.map((finding) => ({ ...finding, what: `${of}: ${finding.what}` }));
  });
  return [...identity, ...activities, ...machines, ...permissions];
}

/** What the role's trust policy must say, ready to be taken over. */
function trustRemedy({ role, externalId }: Account, caller: string): string {
  const statement = JSON.stringify({
    Effect: 'Allow',
    Principal: { AWS: roleOf(caller) },
    Action: 'sts:AssumeRole',
    ...(externalId !== undefined && { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
  });
  return `allow the bot's own role sts:AssumeRole on ${role}, and put into the trust policy of that role: ${statement}`;
}

/** A session's ARN says its role without the path; a trust policy names the role. */
function roleOf(caller: string): string {
  const [, partition, account, role] =
    /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(caller) ?? [];
  return role === undefined ? caller : `arn:${partition ?? 'aws'}:iam::${account ?? ''}:role/${role}`;
}

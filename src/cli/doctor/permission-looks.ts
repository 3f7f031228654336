import type { PrincipalSimulator, Simulated } from '../../access/index.ts';
import { messageOf } from '../../platform/index.ts';
import { fine, warning, wrong, type Finding } from './finding.ts';
import type { Permission } from './permissions.ts';

/** Whether IAM lets the bot's own caller do what it needs. @param caller as sts:GetCallerIdentity says it */
export async function permissionLooks(
  simulator: PrincipalSimulator,
  caller: string,
  permissions: readonly Permission[],
): Promise<readonly Finding[]> {
  if (caller.endsWith(':root'))
    return [warning('AWS permissions: this is the root user', 'run the bot as a role of its own')];
  const questions = permissions.flatMap(({ actions, resources }) =>
    actions.flatMap((action) => resources.map((resource) => ({ action, resource }))),
  );
  let answers: readonly Simulated[];
  try {
    answers = await simulator.simulate(caller, questions);
  } catch (error) {
    return [
      warning(
        `AWS permissions: not looked at. ${messageOf(error)}`,
        `compare them with docs/security.md by eye, or allow iam:SimulatePrincipalPolicy and iam:GetRole on ${caller}`,
      ),
    ];
  }
  const answerTo = new Map(answers.map((answer) => [`${answer.action} ${answer.resource}`, answer]));
  return permissions.flatMap((permission) => permissionFindings(permission, answerTo));
}

function permissionFindings(
  { feature, actions, resources }: Permission,
  answerTo: ReadonlyMap<string, Simulated>,
): readonly Finding[] {
  const answers = (action: string) => resources.map((resource) => answerTo.get(`${action} ${resource}`));
  const lacking = actions.filter((action) => answers(action).some((one) => one?.decision !== 'allowed'));
  const denied = lacking.filter((action) => answers(action).some((one) => one?.decision === 'explicitDeny'));
  const unclear = lacking.filter((action) => answers(action).some((one) => (one?.missing.length ?? 0) > 0));
  if (lacking.length === 0) return [fine(`AWS permissions for ${feature}: ${actions.join(', ')}`)];
  const what = `AWS permissions for ${feature}: ${lacking.join(', ')} not allowed on ${resources.join(', ')}`;
  if (denied.length > 0) {
    const policies = denied.flatMap((action) => answers(action).flatMap((one) => one?.policies ?? []));
    return [wrong(what, `an explicit Deny is in the way: mend ${[...new Set(policies)].join(', ')}`)];
  }
  const statement = JSON.stringify({ Effect: 'Allow', Action: lacking, Resource: resources });
  if (unclear.length === lacking.length) {
    const keys = [
      ...new Set(unclear.flatMap((action) => answers(action).flatMap((one) => one?.missing ?? []))),
    ];
    return [
      warning(
        `${what} without ${keys.join(', ')}, which is only known in a real call`,
        'look at the conditions of the policy',
      ),
    ];
  }
  return [wrong(what, `add to the policy of the bot's role: ${statement}`)];
}

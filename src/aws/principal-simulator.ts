import {
  GetRoleCommand,
  paginateSimulatePrincipalPolicy,
  type EvaluationResult,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { IamDidNotSay, type PrincipalSimulator, type Question, type Simulated } from '../access/index.ts';
import { messageOf, scrub } from '../platform/index.ts';
import { isDenied, isPassing, nameOf } from './errors.ts';

/** Resources in one call; every action is answered for every one of them. */
const mostResources = 50;
/** The largest page. https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
const pageSize = 1_000;

/** IAM's SimulatePrincipalPolicy, in as few calls as the questions allow, each answer read to its last page. */
export function createPrincipalSimulator(client: IAMClient): PrincipalSimulator {
  const call = async ({ principal, actions, resources }: Call): Promise<readonly Simulated[]> => {
    const found: Simulated[] = [];
    const input = { PolicySourceArn: principal, ActionNames: [...actions], ResourceArns: [...resources] };
    for await (const page of paginateSimulatePrincipalPolicy({ client, pageSize }, input))
      found.push(...(page.EvaluationResults ?? []).flatMap(simulatedIn));
    return found;
  };
  return {
    async simulate(principal, questions) {
      try {
        const policySource = await roleOfSession(client, principal);
        const calls = callsFor(policySource, questions);
        return (await Promise.all(calls.map(call))).flat();
      } catch (error) {
        throw inOurWords(error, principal);
      }
    },
  };
}

interface Call {
  readonly principal: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Actions that are asked of the same resources go together, so that nothing is asked that nobody wants to know. */
function callsFor(principal: string, questions: readonly Question[]): readonly Call[] {
  const resourcesOf = new Map<string, Set<string>>();
  for (const { action, resource } of questions)
    resourcesOf.set(action, (resourcesOf.get(action) ?? new Set()).add(resource));
  const together = new Map<string, { actions: string[]; resources: readonly string[] }>();
  for (const [action, set] of resourcesOf) {
    const resources = [...set].sort();
    const key = JSON.stringify(resources);
    const call = together.get(key) ?? { actions: [], resources };
    call.actions.push(action);
    together.set(key, call);
  }
  return [...together.values()].flatMap(({ actions, resources }) =>
    Array.from({ length: Math.ceil(resources.length / mostResources) }, (_none, part) => ({
      principal,
      actions,
      resources: resources.slice(part * mostResources, (part + 1) * mostResources),
    })),
  );
}

/** One action on one resource; where the answer tells resources apart, each by itself. */
function simulatedIn(result: EvaluationResult): readonly Simulated[] {
  const { EvalActionName: action = '', EvalResourceName: resource = '*' } = result;
  const whole = {
    action,
    missing: result.MissingContextValues ?? [],
    bounds: [
      ...(result.OrganizationsDecisionDetail?.AllowedByOrganizations === false
        ? ['the organization does not allow it']
        : []),
      ...(result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false
        ? ['the permissions boundary does not allow it']
        : []),
    ],
  };
  const specific = (result.ResourceSpecificResults ?? []).map((one) => ({
    ...whole,
    resource: one.EvalResourceName ?? resource,
    decision: decisionOf(one.EvalResourceDecision),
    policies: policiesIn(one.MatchedStatements),
    missing: one.MissingContextValues ?? whole.missing,
  }));
  if (specific.some((one) => one.resource === resource)) return specific;
  const own = {
    ...whole,
    resource,
    decision: decisionOf(result.EvalDecision),
    policies: policiesIn(result.MatchedStatements),
  };
  return [own, ...specific];
}

/** Whatever is not a plain yes is a no. */
function decisionOf(decision: string | undefined): Simulated['decision'] {
  return decision === 'allowed' || decision === 'explicitDeny' ? decision : 'implicitDeny';
}

function policiesIn(matched: EvaluationResult['MatchedStatements'] = []): readonly string[] {
  return [...new Set(matched.flatMap(({ SourcePolicyId: id }) => id ?? []))];
}

const sessionArn = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/;

/** The simulator takes no session. Its role's ARN may have a path, which the session's does not show. */
async function roleOfSession(client: IAMClient, arn: string): Promise<string> {
  const [, partition = '', account = '', name] = sessionArn.exec(arn) ?? [];
  if (name === undefined) return arn;
  try {
    const { Role: role } = await client.send(new GetRoleCommand({ RoleName: name }));
    if (role?.Arn !== undefined) return role.Arn;
  } catch (error) {
    if (!isDenied(error)) throw error;
  }
  return `arn:${partition}:iam::${account}:role/${name}`;
}

function inOurWords(error: unknown, principal: string): IamDidNotSay {
  const name = nameOf(error);
  const why = `${name}: ${scrub(messageOf(error))}`;
  const remedy = isDenied(error)
    ? 'Whoever runs Signalbox must allow its role iam:SimulatePrincipalPolicy (and iam:GetRole, for sessions).'
    : isPassing(error)
      ? 'Try again in a minute.'
      : name.startsWith('NoSuchEntity')
        ? 'Whoever runs Signalbox must mend the ARN in signalbox.yaml: a role’s has its path.'
        : 'Whoever runs Signalbox must look at the ARN in signalbox.yaml, and at the log.';
  return new IamDidNotSay(principal, why, remedy, { cause: error });
}

import type { PrincipalSimulator } from '../../access/index.ts';
import { principalsOf, type Policy } from '../../config/index.ts';
import { fine, looking, type Finding } from './finding.ts';

/** Whether IAM knows everybody whom signalbox.yaml maps; nobody is asked about where IAM does not narrow. */
export async function principalLooks(
  simulator: PrincipalSimulator,
  policy: Policy,
): Promise<readonly Finding[]> {
  const map = principalsOf(policy);
  if (!map) return [];
  const people = Object.entries(map.people).flatMap(([id, { iam }]) =>
    iam === undefined ? [] : [[iam, `people.${id}`] as const],
  );
  const roles = map.roles.map(({ role, who }) => [role, `iam.roles of ${who.join(', ')}`] as const);
  const findings = await Promise.all(
    [...people, ...roles].map(([arn, of]) =>
      looking(of, `mend the ARN, or the bot's role: until then who it maps is refused`, async () => {
        await simulator.simulate(arn, [{ action: 'states:ListStateMachines', resource: '*' }]);
        return fine(`${of}: IAM knows ${arn}`);
      }),
    ),
  );
  return findings.flat();
}

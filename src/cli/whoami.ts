import { createAccess, type Rights } from '../access/index.ts';
import { createAws } from '../aws/index.ts';
import { principalsOf, touches } from '../config/index.ts';
import { silentLogger } from '../platform/index.ts';
import { atDesk, callerAt } from './desk.ts';
import { print, shown } from './output.ts';
import { directoryWith } from './people-directory.ts';

/** `signalbox whoami`: the same answer as /workflow whoami gives, to whoever AWS says is calling. */
export async function whoami(): Promise<void> {
  await atDesk(async (desk) => {
    const { config, clock, slack } = desk;
    const { policy } = config;
    const caller = await callerAt(desk);
    const aws = createAws({ ...config.aws, accounts: policy.accounts, clock, log: silentLogger() });
    const access = createAccess({
      directory: directoryWith(caller, slack),
      rules: () => policy.access,
      narrowedBy: () => principalsOf(policy),
      simulator: aws.principals,
      place: (machine) => aws.place(machine),
      machines: async () =>
        (await aws.stepFunctions.machines()).map(({ name }) => name).filter((name) => touches(policy, name)),
      onRefused: () => Promise.resolve(),
      clock,
    });
    const rights = await access.rightsOf(caller.person.id).finally(() => aws.stop());
    print(shown(`${caller.arn} is ${caller.person.name} (${caller.person.id}), as ${caller.from} says.`));
    for (const line of linesOf(rights)) print(shown(line));
  });
}

function linesOf({ groups, rules, iam }: Rights): readonly string[] {
  return [
    groups.length === 0 ? 'Groups: none that the rules name.' : `Groups: ${groups.join(', ')}`,
    ...(rules.length === 0
      ? ['No rule of signalbox.yaml allows you anything. A gate may still name you.']
      : []),
    ...rules.map(({ allow, on, who }) => `• ${allow.join(', ')} on ${on.join(', ')} (to ${who.join(', ')})`),
    ...(iam
      ? [iam.principal ? `IAM is asked about ${iam.principal.arn}:` : 'IAM is asked, and you are not mapped:']
      : []),
    ...(iam?.words ?? []).map(
      ({ allowed, action, machine, because, basis = because }) =>
        `${allowed ? '✓' : '✗'} ${action} ${machine}: ${basis}`,
    ),
  ];
}

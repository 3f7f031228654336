import {
  GetUserCommand,
  paginateListAttachedGroupPolicies,
  paginateListAttachedUserPolicies,
  paginateListGroupPolicies,
  paginateListGroupsForUser,
  paginateListUserPolicies,
  type AttachedPolicy,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { Standing } from '../incidents/index.ts';
import { asked } from './key-refused.ts';

/** AWS attaches one of these to users whose keys it finds. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html */
const quarantinePolicies = /^AWSCompromisedKeyQuarantine/;

/** Names of the policies that a user has, its own and by groups. */
export async function readStanding(client: IAMClient, UserName: string): Promise<Standing> {
  const [policies, inline, groups, boundary] = await Promise.all([
    asked('iam:ListAttachedUserPolicies', async () =>
      namesIn(
        await all(
          paginateListAttachedUserPolicies({ client }, { UserName }),
          (page) => page.AttachedPolicies,
        ),
      ),
    ),
    asked('iam:ListUserPolicies', () =>
      all(paginateListUserPolicies({ client }, { UserName }), (page) => page.PolicyNames),
    ),
    readGroups(client, UserName),
    asked('iam:GetUser', async () => {
      const { User: user } = await client.send(new GetUserCommand({ UserName }));
      return user?.PermissionsBoundary?.PermissionsBoundaryArn?.split('/').at(-1);
    }),
  ]);
  return {
    policies,
    inline,
    groups,
    ...(boundary !== undefined && { boundary }),
    quarantined: policies.some((name) => quarantinePolicies.test(name)),
  };
}

async function readGroups(client: IAMClient, UserName: string): Promise<Standing['groups']> {
  const groups = await asked('iam:ListGroupsForUser', () =>
    all(paginateListGroupsForUser({ client }, { UserName }), (page) => page.Groups),
  );
  return Promise.all(
    groups.map(async ({ GroupName }) => {
      const attached = await asked('iam:ListAttachedGroupPolicies', () =>
        all(paginateListAttachedGroupPolicies({ client }, { GroupName }), (page) => page.AttachedPolicies),
      );
      const inline = await asked('iam:ListGroupPolicies', () =>
        all(paginateListGroupPolicies({ client }, { GroupName }), (page) => page.PolicyNames),
      );
      return { name: GroupName ?? '', policies: [...namesIn(attached), ...inline] };
    }),
  );
}

async function all<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const page of pages) found.push(...(itemsOf(page) ?? []));
  return found;
}

function namesIn(attached: readonly AttachedPolicy[]): readonly string[] {
  return attached.flatMap(({ PolicyName: name }) => name ?? []);
}

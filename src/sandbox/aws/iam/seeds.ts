import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Clock } from '../../../platform/index.ts';
import type { Caller } from '../caller.ts';
import type { Colleagues } from '../service.ts';
import type { LocalIam } from './index.ts';

const statements = z.array(z.record(z.string(), z.json()));
const seedSchema = z.strictObject({
  /** Statements of managed policies, by name. */
  managed: z.record(z.string(), statements),
  users: z.array(
    z.strictObject({
      name: z.string(),
      /** Statements by the policy's name. */
      policies: z.record(z.string(), statements),
      /** Names of managed policies. */
      attached: z.array(z.string()).exactOptional(),
      keys: z.array(z.strictObject({ id: z.string(), ageDays: z.number() })).exactOptional(),
    }),
  ),
});
type SeedUser = z.infer<typeof seedSchema>['users'][number];

/** Seeds stand beside the sources; the built files read them there. */
const file = new URL('../../../../src/sandbox/seeds/iam.yaml', import.meta.url);
const dayMs = 86_400_000;

interface Needs {
  readonly colleagues: Colleagues;
  readonly iam: LocalIam;
  readonly clock: Clock;
}

/** The policies and users of seeds/iam.yaml, as anybody would make them; but keys are of the ids and ages that stand there. */
export async function seedEntities(needs: Needs, caller: Caller): Promise<void> {
  const { managed, users } = seedSchema.parse(parse(readFileSync(file, 'utf8')));
  for (const [PolicyName, written] of Object.entries(managed)) {
    const params = { PolicyName, PolicyDocument: documentOf(written) };
    await needs.colleagues.call('iam', 'CreatePolicy', params, caller);
  }
  for (const user of users) await seedUser(user, needs, caller);
}

async function seedUser(user: SeedUser, { colleagues, iam, clock }: Needs, caller: Caller): Promise<void> {
  const { account } = caller;
  const UserName = user.name;
  await colleagues.call('iam', 'CreateUser', { UserName }, caller);
  for (const [PolicyName, written] of Object.entries(user.policies)) {
    const params = { UserName, PolicyName, PolicyDocument: documentOf(written) };
    await colleagues.call('iam', 'PutUserPolicy', params, caller);
  }
  for (const name of user.attached ?? []) {
    const PolicyArn = `arn:aws:iam::${account}:policy/${name}`;
    await colleagues.call('iam', 'AttachUserPolicy', { UserName, PolicyArn }, caller);
  }
  for (const { id, ageDays } of user.keys ?? [])
    iam.issueKey({ id, account, userName: UserName, createdAt: clock.now() - ageDays * dayMs });
}

function documentOf(written: z.infer<typeof statements>): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: written });
}

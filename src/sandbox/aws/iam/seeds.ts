import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Caller } from '../caller.ts';
import type { Colleagues } from '../service.ts';

const seedSchema = z.strictObject({
  users: z.array(
    z.strictObject({
      name: z.string(),
      /** Statements by the policy's name. */
      policies: z.record(z.string(), z.array(z.record(z.string(), z.json()))),
    }),
  ),
});

/** Seeds stand beside the sources; the built files read them there. */
const file = new URL('../../../../src/sandbox/seeds/iam.yaml', import.meta.url);

/** The users of seeds/iam.yaml, as anybody would make them. */
export async function seedEntities(colleagues: Colleagues, caller: Caller): Promise<void> {
  const { users } = seedSchema.parse(parse(readFileSync(file, 'utf8')));
  for (const { name, policies } of users) {
    await colleagues.call('iam', 'CreateUser', { UserName: name }, caller);
    for (const [PolicyName, Statement] of Object.entries(policies)) {
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      await colleagues.call('iam', 'PutUserPolicy', { UserName: name, PolicyName, PolicyDocument }, caller);
    }
  }
}

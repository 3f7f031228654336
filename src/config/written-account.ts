import { z } from 'zod';
import type { Account } from '../platform/index.ts';

const roleArn = /^arn:[\w-]+:iam::(\d{12}):role\/\S+$/;

/** `accounts`, by name. */
export const accountsSchema = z
  .record(
    z
      .string()
      .regex(
        /^[\w-]{1,40}$/,
        'a name of an account has 1 to 40 letters, digits, - and _: it stands before the / of names',
      ),
    z.strictObject({
      role: z
        .string()
        .regex(roleArn, 'write the ARN of a role, such as arn:aws:iam::111111111111:role/signalbox')
        .describe('the role that Signalbox takes there; which account it is, the ARN says')
        .meta({ title: 'ARN' }),
      // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
      externalId: z
        .string()
        .regex(/^[\w+=,.@:/-]{2,1224}$/, 'an external id has 2 to 1224 letters, digits and + = , . @ : / -')
        .describe("what the role's trust policy asks for; `signalbox lint` warns without it")
        .optional(),
      region: z
        .string()
        .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'name a Region, such as eu-west-1')
        .describe('where its state machines are')
        .meta({ title: 'Region' }),
    }),
  )
  .superRefine((all, context) => {
    const accounts = accountsOf(all);
    for (const [index, one] of accounts.entries()) {
      const first = accounts.find(({ account, region }) => account === one.account && region === one.region);
      if (first && accounts.indexOf(first) < index)
        context.addIssue({
          code: 'custom',
          path: [one.name, 'region'],
          message: `${first.name} is account ${one.account} in ${one.region} already; one name for each`,
        });
    }
  });

/** Accounts as the adapters know them: which one it is, its role says. */
export function accountsOf(written: z.output<typeof accountsSchema>): readonly Account[] {
  return Object.entries(written).map(([name, { role, externalId, region }]) => ({
    name,
    role,
    region,
    account: roleArn.exec(role)?.[1] ?? '',
    ...(externalId !== undefined && { externalId }),
  }));
}

import { z } from 'zod';
import type { Action } from '../access/index.ts';
import { machineNames } from './machine-names.ts';
import { someOf } from './who.ts';

const actions = [
  'list',
  'status',
  'history',
  'start',
  'abort',
  'redrive',
  'approvals',
  'schedule',
  'watch',
  'respond',
] as const satisfies readonly Action[];
const principalRemedy = 'write the ARN of a role, such as arn:aws:iam::111122223333:role/releasers';

const ruleSchema = z.strictObject({
  allow: z.array(z.enum(actions)).min(1, 'allow at least one action').describe('what may be done'),
  who: someOf.describe('by whom; `@everyone` is every full member'),
  on: machineNames.describe('on which state machines; for `respond`, on the incidents of which routes'),
});

const roleSchema = z.strictObject({
  who: someOf.describe('whose; the first that names somebody counts'),
  role: z
    .string()
    .regex(/^arn:[\w-]+:iam::\d{12}:(?:role|user)\/\S+$/, principalRemedy)
    .describe('who they are on AWS, where `people` does not say')
    .meta({ title: 'ARN' }),
});

/** `access`. */
export const accessSchema = z.array(ruleSchema);

/** `iam`. */
export const iamSchema = z.strictObject({
  narrow: z.boolean().describe('IAM is asked too about what a rule allows').default(false),
  roles: z.array(roleSchema).describe('who is who on AWS, by group').default([]),
});

export const accessKeys = [ruleSchema, iamSchema, roleSchema].flatMap(({ shape }) => Object.keys(shape));

import { z } from 'zod';
import type { JsonValue } from '../platform/index.ts';
import type { Action } from '../access/index.ts';
import { duration } from './duration.ts';
import { accountsSchema } from './written-account.ts';
import { exposedKeysSchema } from './written-exposed-keys.ts';
import { routeKeys, routesSchema } from './written-route.ts';
import { runbookKeys, runbooksSchema } from './written-runbook.ts';
import { scheduleSchema } from './written-schedule.ts';

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
const who = z
  .string()
  .regex(
    /^(?:[UW][A-Z0-9]+|@[\w-]+)$/,
    'name a Slack user id (U0APPROVER) or a user group (@release-managers)',
  );
const approver = z
  .string()
  .regex(
    /^(?:[UW][A-Z0-9]+|@[\w-]+|email:.+)$/,
    'name a Slack user id (U0LEAD), a user group (@release-managers), or email:ADDRESS or email:$.path',
  )
  .refine((name) => name !== '@everyone', 'everybody cannot decide; name people or a user group')
  .refine(
    (name) => !name.startsWith('email:') || /^email:(?:\$.+|[^@\s]+@[^@\s]+)$/.test(name),
    'write an address (email:lead@example.com) or a path into the input (email:$.managerEmailAddress)',
  );
const principalRemedy = 'write the ARN of a role, such as arn:aws:iam::111122223333:role/releasers';
const path = z.string().regex(/^(?:email:.+|required)$/, 'write email:$.path, or required');
const names = z.array(z.string().min(1)).min(1, 'name at least one');
/** A queue keeps a message for 14 days at most, seconds. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const shortestRetention = 15 * 86_400;
/** 80 of AWS's, and an account's name before it. https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
const longestName = 121;
const reasonRule = z.enum(['none', 'optional', 'required']);
const json: z.ZodType<JsonValue> = z.json();
const jsonObject = z.record(z.string(), json);

const level = z.strictObject({
  name: z.string().min(1),
  any: z.array(approver).min(1, 'name at least one person or group'),
  need: z.int().min(1).default(1),
  repeat: z.boolean().default(false),
});

const gate = z.strictObject({
  for: names,
  activity: z.string().min(1).max(longestName).optional(),
  channel: z.string().min(1),
  title: z.string().min(1),
  fields: z.record(z.string(), z.string()).default({}),
  levels: z.array(level).min(1, 'a gate needs at least one level'),
  among: who.optional(),
  self_approval: z.enum(['never', 'allowed', 'break-glass']).default('never'),
  requester: path.optional(),
  reason: z
    .strictObject({ approve: reasonRule.default('none'), reject: reasonRule.default('optional') })
    .prefault({}),
  form: jsonObject.optional(),
  output: z
    .strictObject({
      approve: json.optional(),
      reject: z.strictObject({ error: z.string().max(256), cause: z.string().max(32_768) }).optional(),
    })
    .prefault({}),
  on_reject: z.enum(['fail', 'return']).default('fail'),
  remind: z
    .strictObject({
      after: duration,
      doubling: z.boolean().default(false),
      at_most: z.int().min(1).default(1),
    })
    .optional(),
  escalate: z.array(z.strictObject({ after: duration, to: who })).default([]),
  severity: z.enum(['normal', 'high', 'critical']).default('normal'),
  unverified: z.enum(['refused', 'allowed']).default('refused'),
  notify: z.literal('dm').optional(),
  digest: z.enum(['auto', 'never']).default('auto'),
});

const personSchema = z
  .strictObject({
    email: z.string().optional(),
    iam: z.string().optional(),
    delegate_to: z
      .string()
      .regex(/^[UW][A-Z0-9]+$/, 'name the Slack user id of one person')
      .optional(),
    until: z.iso.date('write the last day of the leave, such as 2026-12-31').optional(),
  })
  .refine(({ delegate_to, until }) => (delegate_to === undefined) === (until === undefined), {
    path: ['delegate_to'],
    message: 'a leave needs both: delegate_to, and until with its last day',
  });

const workflow = z.strictObject({
  machine: z.string().min(1).max(longestName),
  description: z.string().min(1).max(1_000).optional(),
  input: z
    .union([z.string().min(1), jsonObject], 'name a file with a JSON Schema, or write the schema here')
    .optional(),
  channels: z.array(z.string().min(1)).min(1, 'name at least one channel, or leave it out').optional(),
});

/** The whole file. Keys of later releases are known by name, so that a file may hold them already. */
export const policySchema = z.strictObject({
  queues: z.array(z.strictObject({ url: z.string().min(1, 'write the URL of the queue') })).default([]),
  machines: z.array(z.string().min(1)).default([]),
  people: z
    .record(z.string().regex(/^[UW][A-Z0-9]+$/, 'a key of people is a Slack user id'), personSchema)
    .default({}),
  access: z
    .array(
      z.strictObject({
        allow: z.array(z.enum(actions)).min(1, 'allow at least one action'),
        who: z.array(who).min(1, 'name at least one person or group'),
        on: names,
      }),
    )
    .default([]),
  iam: z
    .strictObject({
      narrow: z.boolean().default(false),
      roles: z
        .array(
          z.strictObject({
            who: z.array(who).min(1, 'name at least one person or group'),
            role: z.string().regex(/^arn:[\w-]+:iam::\d{12}:(?:role|user)\/\S+$/, principalRemedy),
          }),
        )
        .default([]),
    })
    .prefault({}),
  gates: z.record(z.string().regex(/^[\w-]+$/, 'a gate name has letters, digits, - and _'), gate).default({}),
  routes: routesSchema.default([]),
  runbooks: runbooksSchema.default({}),
  workflows: z
    .record(
      z.string().regex(/^\S{1,80}$/, 'a name of a workflow has 1 to 80 characters and no spaces'),
      workflow,
    )
    .default({}),
  schedules: z
    .array(scheduleSchema)
    .superRefine((all, context) => {
      for (const [index, { name }] of all.entries())
        if (all.findIndex((other) => other.name === name) !== index)
          context.addIssue({
            code: 'custom',
            path: [index, 'name'],
            message: `another schedule is named "${name}" already`,
          });
    })
    .default([]),
  exposed_keys: exposedKeysSchema.optional(),
  accounts: accountsSchema.default({}),
  retention: z
    .strictObject({
      decided: duration
        .refine(
          (seconds) => seconds >= shortestRetention,
          'keep for 15d at least: until then a queue may bring an ask again',
        )
        .optional(),
    })
    .prefault({}),
});

export type WrittenPolicy = z.output<typeof policySchema>;
export type WrittenGate = z.output<typeof gate>;
export type WrittenWorkflows = z.output<typeof policySchema>['workflows'];

/** Every key that may stand somewhere in the file: what a typo is compared with. */
export const knownKeys = [
  ...Object.keys(policySchema.shape),
  ...Object.keys(gate.shape),
  ...Object.keys(level.shape),
  ...routeKeys,
  ...runbookKeys,
  ...Object.keys(workflow.shape),
  ...Object.keys(scheduleSchema.shape),
  ...Object.keys(exposedKeysSchema.shape),
  'allow',
  'who',
  'on',
  'email',
  'iam',
  'delegate_to',
  'until',
  'approve',
  'reject',
  'error',
  'cause',
  'after',
  'doubling',
  'at_most',
  'to',
  'narrow',
  'roles',
  'role',
  'decided',
  'externalId',
  'region',
  'url',
];

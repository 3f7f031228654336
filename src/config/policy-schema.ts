import { z } from 'zod';
import { duration } from './duration.ts';
import { accessKeys, accessSchema, iamSchema } from './written-access.ts';
import { accountsSchema } from './written-account.ts';
import { exposedKeysSchema } from './written-exposed-keys.ts';
import { gateKeys, gatesSchema } from './written-gate.ts';
import { peopleSchema, personKeys } from './written-person.ts';
import { routeKeys, routesSchema } from './written-route.ts';
import { runbookKeys, runbooksSchema } from './written-runbook.ts';
import { scheduleKeys, schedulesSchema } from './written-schedule.ts';
import { workflowKeys, workflowsSchema } from './written-workflow.ts';

/** A queue keeps a message for 14 days at most, seconds. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const shortestRetention = 15 * 86_400;

const queueSchema = z.strictObject({
  url: z.string().min(1, 'write the URL of the queue').describe('URL of the queue'),
});

/** The whole file. What is said of a key here stands in the editors' schema and in docs/configuring.md too. */
export const policySchema = z.strictObject({
  queues: z
    .array(queueSchema)
    .describe(
      'queues that are polled for asks and events. Give each a dead-letter queue: what nobody can act on goes there',
    )
    .default([]),
  machines: z
    .array(z.string().min(1).meta({ title: 'name, may hold `*`' }))
    .describe(
      'state machines that Signalbox may list, start, show and stop; `*` is any run of characters but `/`',
    )
    .default([]),
  people: peopleSchema.describe('what is known of people beyond Slack, by Slack user id').default({}),
  access: accessSchema.describe('rules: who may do what. Nothing is allowed that no rule allows').default([]),
  iam: iamSchema.describe('whether IAM is asked too').prefault({}),
  gates: gatesSchema.describe('where workflows wait for people, by name').default({}),
  routes: routesSchema.describe('what is done with events').default([]),
  runbooks: runbooksSchema.describe('what can be done about an incident: its buttons, by name').default({}),
  workflows: workflowsSchema
    .describe('names under which people start state machines, with a form and channels')
    .default({}),
  schedules: schedulesSchema.describe('what starts by the clock').default([]),
  exposed_keys: exposedKeysSchema
    .describe('what may be done about access keys that AWS finds exposed; nothing without it')
    .optional(),
  accounts: accountsSchema.describe('other accounts and Regions, by name').default({}),
  retention: z
    .strictObject({
      decided: duration
        .refine(
          (seconds) => seconds >= shortestRetention,
          'keep for 15d at least: until then a queue may bring an ask again',
        )
        .describe('how long closed approvals are kept, 15d at least; for ever without it. Their audit stays')
        .optional(),
    })
    .describe('how long records are kept')
    .prefault({}),
});

/** Every key that may stand somewhere in the file: what a typo is compared with. */
export const knownKeys = [
  ...Object.keys(policySchema.shape),
  ...personKeys,
  ...accessKeys,
  ...gateKeys,
  ...routeKeys,
  ...runbookKeys,
  ...workflowKeys,
  ...scheduleKeys,
  ...Object.keys(exposedKeysSchema.shape),
  'approve',
  'reject',
  'error',
  'cause',
  'to',
  'decided',
  'role',
  'externalId',
  'region',
  'url',
];

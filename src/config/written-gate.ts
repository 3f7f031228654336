import { z } from 'zod';
import type { Gate } from '../approvals/index.ts';
import type { FormField } from '../forms/index.ts';
import { anyJson, jsonObject } from './any-json.ts';
import { duration } from './duration.ts';
import { longestName, machineNames } from './machine-names.ts';
import { who } from './who.ts';

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
  )
  .meta({ title: 'user id, `@group`, `email:ADDRESS` or `email:$.path`' });
const requester = z
  .string()
  .regex(/^(?:email:.+|required)$/, 'write email:$.path, or required')
  .meta({ title: '`email:$.path` or `required`' });
const reasonRule = z.enum(['none', 'optional', 'required']);

const levelSchema = z.strictObject({
  name: z.string().min(1).describe('what the level is called on the card'),
  any: z.array(approver).min(1, 'name at least one person or group').describe('who may decide'),
  need: z.int().min(1).describe('how many of them must agree; one "no" is a no').default(1),
  repeat: z.boolean().describe('who decided at an earlier level may decide here too').default(false),
});

const remindSchema = z.strictObject({
  after: duration.describe('after how long, and then as often'),
  doubling: z.boolean().describe('the time doubles with each reminder').default(false),
  at_most: z.int().min(1).describe('how many reminders').default(1),
});

/** One of `gates`. */
const gateSchema = z.strictObject({
  for: machineNames.describe('state machines that may use this gate'),
  activity: z
    .string()
    .min(1)
    .max(longestName)
    .describe('the activity that is polled for asks; one activity asks at one gate')
    .optional(),
  channel: z.string().min(1).describe('where cards are posted: name or id'),
  title: z.string().min(1).describe('head of the card, with `{{ $.path }}` into the input of the ask'),
  fields: z
    .record(z.string(), z.string())
    .describe('what the card shows: a name, and words with `{{ $.path }}`')
    .default({}),
  levels: z
    .array(levelSchema)
    .min(1, 'a gate needs at least one level')
    .describe('who decides, one level after the other'),
  among: who.describe('bounds people who are taken from the ask').optional(),
  self_approval: z
    .enum(['never', 'allowed', 'break-glass'])
    .describe(
      'whether requesters may approve what they asked for; `break-glass` wants a reason and a second confirmation, is told to the channel and marked in the audit',
    )
    .default('never'),
  requester: requester
    .describe('who requested it: a path, shown as claimed; `required`: an unknown requester blocks')
    .optional(),
  reason: z
    .strictObject({
      approve: reasonRule.describe('whether an approval says why').default('none'),
      reject: reasonRule.describe('whether a rejection says why').default('optional'),
    })
    .prefault({}),
  form: jsonObject.describe('what whoever approves fills in').meta({ title: 'JSON Schema' }).optional(),
  output: z
    .strictObject({
      approve: anyJson.describe('output of the task once approved').optional(),
      reject: z
        .strictObject({
          error: z.string().max(256).describe('error name of a rejection'),
          cause: z.string().max(32_768).describe('its cause'),
        })
        .describe('how the task fails once rejected')
        .optional(),
    })
    .prefault({}),
  on_reject: z
    .enum(['fail', 'return'])
    .describe('`return`: a rejected task succeeds, with `decision: rejected` in its output')
    .default('fail'),
  remind: remindSchema.describe('a reply in the thread to those who have not decided').optional(),
  escalate: z
    .array(
      z.strictObject({
        after: duration.describe('once nobody decided for so long'),
        to: who.describe('who may then decide too'),
      }),
    )
    .describe('who else may decide a level, later')
    .default([]),
  severity: z
    .enum(['normal', 'high', 'critical'])
    .describe(
      '`high` asks to confirm in a modal that shows the facts; `critical` has no buttons in Slack: `signalbox decide` decides it',
    )
    .default('normal'),
  unverified: z
    .enum(['refused', 'allowed'])
    .describe('`allowed`: an ask whose execution cannot be proven may be decided')
    .default('refused'),
  notify: z
    .literal('dm')
    .describe('a direct message with a link to the card, to people and members of groups up to twenty')
    .optional(),
  digest: z
    .enum(['auto', 'never'])
    .describe(
      'asks of one state machine that come in a burst (more than five within ten seconds, until a minute is quiet) share one digest card; `never`: a card each',
    )
    .default('auto'),
});

/** `gates`, by name. */
export const gatesSchema = z.record(
  z.string().regex(/^[\w-]+$/, 'a gate name has letters, digits, - and _'),
  gateSchema,
);

type WrittenGate = z.output<typeof gateSchema>;
export const gateKeys = [gateSchema, levelSchema, remindSchema].flatMap(({ shape }) => Object.keys(shape));

/** A gate as the core knows it, of one as it is written in the file. */
export function gateOf(name: string, written: WrittenGate, formFields?: readonly FormField[]): Gate {
  const {
    self_approval,
    on_reject,
    levels,
    remind,
    escalate,
    output,
    activity,
    among,
    requester,
    form,
    notify,
    ...same
  } = written;
  const [first, ...others] = levels;
  if (!first) throw new Error('the schema lets no gate without levels through');
  return {
    ...same,
    name,
    levels: [first, ...others],
    selfApproval: self_approval,
    onReject: on_reject,
    escalate: escalate.map(({ after, to }) => ({ afterSeconds: after, to })),
    output: {
      ...(output.approve !== undefined && { approve: output.approve }),
      ...(output.reject && { reject: output.reject }),
    },
    ...(activity !== undefined && { activity }),
    ...(among !== undefined && { among }),
    ...(requester !== undefined && { requester }),
    ...(form && { form }),
    ...(formFields && { formFields }),
    ...(notify && { notify }),
    ...(remind && {
      remind: { afterSeconds: remind.after, doubling: remind.doubling, atMost: remind.at_most },
    }),
  };
}

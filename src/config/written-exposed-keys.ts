import { z } from 'zod';
import type { ExposedKeyPolicy } from '../incidents/index.ts';

/** A topic of SNS that keeps order wants more than a text; security does not need it. */
const topic = /^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]{1,256}$/;

/** `exposed_keys`. Written, even empty, it switches the key actions on. */
export const exposedKeysSchema = z.strictObject({
  contain: z
    .enum(['at_once', 'ask'])
    .describe('when the key is made inactive: when the incident opens, or when somebody presses the button')
    .default('ask'),
  protect: z
    .array(z.string().min(1).meta({ title: 'name, may hold `*`' }))
    .describe('users whose keys are never touched; upper and lower case are the same')
    .default([]),
  quarantine: z
    .boolean()
    .describe(
      "a button, and with `at_once` a step at once, that attaches AWS's `AWSCompromisedKeyQuarantineV3` to the user, with an undo that detaches it",
    )
    .default(false),
  notify: z
    .string()
    .regex(
      topic,
      'write the ARN of a standard SNS topic, such as arn:aws:sns:eu-west-1:111122223333:security',
    )
    .describe(
      'standard SNS topic where security is told what is known and what was done, also where the user cannot be found',
    )
    .meta({ title: 'ARN' })
    .optional(),
  delete: z
    .enum(['second_person', 'never'])
    .describe('a button that deletes an inactive key once a second person agrees; `never`: there is none')
    .default('second_person'),
  dry_run: z
    .boolean()
    .describe('every step says what it would have done; nothing is changed, nothing is sent')
    .default(false),
  regions: z
    .array(
      z
        .string()
        .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'write a Region such as eu-west-1')
        .meta({ title: 'Region' }),
    )
    .describe(
      "whose CloudTrail is read beside the bot's own, the one with IAM's calls, and the one the key was last used in",
    )
    .default([]),
});

/** As the core knows it. */
export function exposedKeysOf({
  dry_run: dryRun,
  notify,
  ...same
}: z.output<typeof exposedKeysSchema>): ExposedKeyPolicy {
  return { ...same, dryRun, ...(notify !== undefined && { notify }) };
}

import { z } from 'zod';
import type { ExposedKeyPolicy } from '../incidents/index.ts';

/** A queue of SNS that keeps order wants more than a text; security does not need it. */
const topic = /^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]{1,256}$/;

/** `exposed_keys`. Written, even empty, it switches the key actions on. */
export const exposedKeysSchema = z.strictObject({
  contain: z.enum(['at_once', 'ask']).default('ask'),
  protect: z.array(z.string().min(1)).default([]),
  quarantine: z.boolean().default(false),
  notify: z
    .string()
    .regex(
      topic,
      'write the ARN of a standard SNS topic, such as arn:aws:sns:eu-west-1:111122223333:security',
    )
    .optional(),
  delete: z.enum(['second_person', 'never']).default('second_person'),
  dry_run: z.boolean().default(false),
  regions: z
    .array(z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'write a Region such as eu-west-1'))
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

import { z } from 'zod';
import type { Policy } from './policy.ts';

const personSchema = z
  .strictObject({
    email: z.string().describe('for who reads this file: whose an address is, Slack says').optional(),
    iam: z
      .string()
      .describe(
        "who they are on AWS, for `signalbox decide` and for `iam: { narrow: true }`. A role's ARN is every session of it; a session's own (`arn:aws:sts::...:assumed-role/ROLE/SESSION`) is that one",
      )
      .meta({ title: 'ARN' })
      .optional(),
    delegate_to: z
      .string()
      .regex(/^[UW][A-Z0-9]+$/, 'name the Slack user id of one person')
      .describe('who decides for them during a leave')
      .meta({ title: 'user id' })
      .optional(),
    until: z.iso
      .date('write the last day of the leave, such as 2026-12-31')
      .describe('the last day of the leave')
      .optional(),
  })
  .refine(({ delegate_to, until }) => (delegate_to === undefined) === (until === undefined), {
    path: ['delegate_to'],
    message: 'a leave needs both: delegate_to, and until with its last day',
  });

/** `people`, by Slack user id. */
export const peopleSchema = z.record(
  z.string().regex(/^[UW][A-Z0-9]+$/, 'a key of people is a Slack user id'),
  personSchema,
);

export const personKeys = Object.keys(personSchema.shape);

/** People as the core knows them. */
export function peopleOf(written: z.output<typeof peopleSchema>): Policy['people'] {
  return Object.fromEntries(
    Object.entries(written).map(([id, { email, iam, delegate_to, until }]) => [
      id,
      {
        ...(email !== undefined && { email }),
        ...(iam !== undefined && { iam }),
        ...(delegate_to !== undefined && { delegateTo: delegate_to }),
        ...(until !== undefined && { until }),
      },
    ]),
  );
}

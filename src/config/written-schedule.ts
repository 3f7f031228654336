import { z } from 'zod';
import type { WrittenSchedule } from '../executions/index.ts';
import { readCron, zoneFault } from '../platform/index.ts';
import { anyJson } from './any-json.ts';

/** One of `schedules`. */
const scheduleSchema = z.strictObject({
  // With the id behind it, it names executions, of 80 characters at most.
  name: z
    .string()
    .regex(/^[\w-]{1,40}$/, 'take letters, digits, - and _, 40 at most')
    .describe('letters, digits, `-` and `_`, 40 at most; executions are named after it'),
  machine: z.string().min(1).describe('the state machine, by its whole name; it must be among `machines`'),
  cron: z
    .string()
    .superRefine((text, context) => {
      const read = readCron(text);
      if (read.kind === 'not-cron') context.addIssue(read.because);
    })
    .describe(
      'five fields: minute, hour, day of the month, month, weekday; or `@daily` and its like. Names, `L`, `#` and `W` are known',
    ),
  zone: z
    .string()
    .superRefine((zone, context) => {
      const fault = zoneFault(zone);
      if (fault !== undefined) context.addIssue(fault);
    })
    .describe('the time zone that the fields are of')
    .meta({ title: 'time zone' })
    .default('UTC'),
  input: anyJson.describe('input of the execution').default({}),
  overlap: z
    .enum(['allowed', 'skip'])
    .describe('`skip`: nothing starts while the execution that it started last still runs')
    .default('allowed'),
  channel: z
    .string()
    .min(1)
    .describe('where it is told what did not start; without it, that of the first route that follows')
    .optional(),
});

/** `schedules`. */
export const schedulesSchema = z.array(scheduleSchema).superRefine((all, context) => {
  for (const [index, { name }] of all.entries())
    if (all.findIndex((other) => other.name === name) !== index)
      context.addIssue({
        code: 'custom',
        path: [index, 'name'],
        message: `another schedule is named "${name}" already`,
      });
});

export const scheduleKeys = Object.keys(scheduleSchema.shape);

/** Schedules as the core knows them. @param channel where what did not start is told, for those that name none */
export function schedulesOf(
  written: readonly z.output<typeof scheduleSchema>[],
  channel: string | undefined,
): readonly WrittenSchedule[] {
  return written.map(({ cron, input, channel: own = channel, ...same }) => ({
    ...same,
    cron: cron.trim().replace(/\s+/g, ' '),
    input: JSON.stringify(input),
    ...(own !== undefined && { channel: own }),
  }));
}

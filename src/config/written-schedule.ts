import { z } from 'zod';
import type { WrittenSchedule } from '../executions/index.ts';
import { readCron, zoneFault, type JsonValue } from '../platform/index.ts';

const json: z.ZodType<JsonValue> = z.json();

/** One of `schedules`. */
export const scheduleSchema = z.strictObject({
  // With the id behind it, it names executions, of 80 characters at most.
  name: z.string().regex(/^[\w-]{1,40}$/, 'take letters, digits, - and _, 40 at most'),
  machine: z.string().min(1),
  cron: z.string().superRefine((text, context) => {
    const read = readCron(text);
    if (read.kind === 'not-cron') context.addIssue(read.because);
  }),
  zone: z
    .string()
    .superRefine((zone, context) => {
      const fault = zoneFault(zone);
      if (fault !== undefined) context.addIssue(fault);
    })
    .default('UTC'),
  input: json.default({}),
  overlap: z.enum(['allowed', 'skip']).default('allowed'),
  channel: z.string().min(1).optional(),
});

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

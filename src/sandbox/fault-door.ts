import { z } from 'zod';
import type { Fault, Faults } from './knobs/faults.ts';
import { json, type WebResponse } from './web/request.ts';

/** An answer that is kept back for longer than an hour helps nobody. */
const longestDelayMs = 3_600_000;

const common = {
  error: z.string().min(1).optional(),
  status: z.int().min(200).max(599).optional(),
  delay_ms: z.int().min(0).max(longestDelayMs).optional(),
  times: z.int().min(1).default(1),
  when: z.enum(['before', 'after']).default('before'),
};
const faultBody = z
  .strictObject({
    slack: z
      .strictObject({
        method: z.string().min(1),
        // Whole seconds, as the header has them.
        retry_after: z.int().min(0).optional(),
        ...common,
      })
      .optional(),
    aws: z.strictObject({ service: z.string().min(1), operation: z.string().min(1), ...common }).optional(),
  })
  .refine(({ slack, aws }) => slack ?? aws, {
    error: 'Say which call: {"slack":{"method":...}} or {"aws":{"service":...,"operation":...}}.',
  });

/** `POST /sandbox/faults` */
export function addFaults(body: unknown, faults: Faults): WebResponse {
  const read = faultBody.safeParse(body);
  if (!read.success)
    return json({ ok: false, error: 'invalid_body', message: z.prettifyError(read.error) }, 400);
  const { slack, aws } = read.data;
  if (slack) {
    const { retry_after: retryAfter } = slack;
    faults.add(
      {
        side: 'slack',
        call: slack.method,
        ...behaviour(slack),
        ...(retryAfter !== undefined && { retryAfter }),
      },
      slack.times,
    );
  }
  if (aws) {
    const service = aws.service.toLowerCase();
    const known = service === 'stepfunctions' || service === 'sfn' ? 'states' : service;
    faults.add({ side: 'aws', call: `${known}.${aws.operation}`, ...behaviour(aws) }, aws.times);
  }
  return json({ ok: true });
}

function behaviour(given: {
  error?: string | undefined;
  status?: number | undefined;
  delay_ms?: number | undefined;
  when: Fault['when'];
}): Pick<Fault, 'when' | 'error' | 'status' | 'delayMs'> {
  const { error, status, delay_ms: delayMs, when } = given;
  return {
    when,
    ...(error !== undefined && { error }),
    ...(status !== undefined && { status }),
    ...(delayMs !== undefined && { delayMs }),
  };
}

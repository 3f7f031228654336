import { z } from 'zod';
import type { Clock } from '../platform/index.ts';
import type { LocalAws } from './aws/index.ts';
import { readyEvent, readyEvents } from './sample-events.ts';
import { json, type WebResponse } from './web/request.ts';

export interface EventDoorNeeds {
  readonly aws: Pick<LocalAws, 'tell' | 'settled'>;
  readonly clock: Clock;
}

const account = z.string().regex(/^\d{12}$/, 'an account has 12 digits');
const eventBody = z.strictObject({
  source: z.string().min(1),
  detail_type: z.string().min(1),
  detail: z.record(z.string(), z.json()),
  resources: z.array(z.string()).default([]),
  region: z.string().min(1).default('us-east-1'),
  account: account.default('000000000000'),
});
const named = z.strictObject({ name: z.string().min(1) });

/** `GET /sandbox/events`: those that are ready, with what each shows. */
export function listEvents(): WebResponse {
  return json(readyEvents());
}

/**
 * `POST /sandbox/event`: puts an event on the default bus as a service of AWS does, whose source nobody else may write:
 * AWS Health, CloudWatch. `{"name":...}` is one that is ready.
 */
export async function tellEvent(body: unknown, { aws, clock }: EventDoorNeeds): Promise<WebResponse> {
  const ready = named.safeParse(body);
  const event = ready.success ? readyEvent(ready.data.name, clock.now()) : body;
  if (event === undefined) {
    const names = readyEvents().map(({ name }) => name);
    const message = `There is no event of that name. There are: ${names.join(', ')}.`;
    return json({ ok: false, error: 'no_such_event', message }, 404);
  }
  const read = eventBody.safeParse(event);
  if (!read.success)
    return json({ ok: false, error: 'invalid_body', message: z.prettifyError(read.error) }, 400);
  const { detail_type: detailType, detail, ...rest } = read.data;
  aws.tell({ ...rest, detailType, detail });
  await aws.settled();
  return json({ ok: true });
}

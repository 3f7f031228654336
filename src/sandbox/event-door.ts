import { z } from 'zod';
import type { LocalAws } from './aws/index.ts';
import { json, type WebResponse } from './web/request.ts';

const account = z.string().regex(/^\d{12}$/, 'an account has 12 digits');
const eventBody = z.strictObject({
  source: z.string().min(1),
  detail_type: z.string().min(1),
  detail: z.record(z.string(), z.json()),
  resources: z.array(z.string()).default([]),
  region: z.string().min(1).default('us-east-1'),
  account: account.default('000000000000'),
});

/** Puts an event on the default bus as a service of AWS does, whose source nobody else may write: AWS Health, CloudWatch. */
export async function tellEvent(
  body: unknown,
  aws: Pick<LocalAws, 'tell' | 'settled'>,
): Promise<WebResponse> {
  const read = eventBody.safeParse(body);
  if (!read.success)
    return json({ ok: false, error: 'invalid_body', message: z.prettifyError(read.error) }, 400);
  const { detail_type: detailType, detail, ...rest } = read.data;
  aws.tell({ ...rest, detailType, detail });
  await aws.settled();
  return json({ ok: true });
}

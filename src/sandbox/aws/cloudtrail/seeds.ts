import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { newUuid, type Clock } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import { homeAccount, type Caller } from '../caller.ts';
import type { LocalIam } from '../iam/index.ts';
import type { LocalCloudTrail } from './index.ts';
import type { MadeCall } from './made-call.ts';

const seedSchema = z.array(
  z.strictObject({
    user: z.string(),
    key: z.string(),
    from: z.string(),
    agent: z.string(),
    region: z.string(),
    calls: z.array(
      z.strictObject({
        minutesAgo: z.number(),
        /** `iam:ListUsers` */
        call: z.string().regex(/^[\w-]+:\w+$/),
        with: z.record(z.string(), z.json()).exactOptional(),
        refused: z.literal(true).exactOptional(),
        /** How often, a minute apart. */
        times: z.number().exactOptional(),
      }),
    ),
  }),
);
type Visit = z.infer<typeof seedSchema>[number];
type Made = Visit['calls'][number];

/** Seeds stand beside the sources; the built files read them there. */
const file = new URL('../../../../src/sandbox/seeds/trail.yaml', import.meta.url);
const minuteMs = 60_000;

/** The calls of seeds/trail.yaml, as if they had come in before the sandbox was started. */
export function seedTrail(needs: { cloudTrail: LocalCloudTrail; iam: LocalIam; clock: Clock }): void {
  const visits = seedSchema.parse(parse(readFileSync(file, 'utf8')));
  const calls = visits.flatMap((visit) => visit.calls.flatMap((made) => callsOf(visit, made, needs.clock)));
  for (const call of calls.sort((a, b) => a.at - b.at)) {
    needs.cloudTrail.note(call);
    needs.iam.signing.used(call.caller, call.at);
  }
}

function callsOf(visit: Visit, made: Made, clock: Clock): readonly MadeCall[] {
  const [service = '', operation = ''] = made.call.split(':');
  const caller: Caller = {
    accessKeyId: visit.key,
    region: visit.region,
    service,
    account: homeAccount,
    arn: `arn:aws:iam::${homeAccount}:user/${visit.user}`,
  };
  const begun = clock.now() - made.minutesAgo * minuteMs;
  return Array.from({ length: made.times ?? 1 }, (_none, index) => ({
    at: begun + index * minuteMs,
    caller,
    service,
    operation,
    params: made.with ?? {},
    outcome: made.refused ? { error: denied(caller, made.call) } : { result: {} },
    sourceIp: visit.from,
    userAgent: visit.agent,
    requestId: newUuid(),
  }));
}

function denied({ arn, service }: Caller, action: string): AwsError {
  if (service === 'ec2')
    return new AwsError(
      'Client.UnauthorizedOperation',
      `You are not authorized to perform this operation. User: ${arn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
      403,
    );
  return new AwsError(
    'AccessDenied',
    `User: ${arn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
    403,
  );
}

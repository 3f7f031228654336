import { z } from 'zod';
import { parseJson, type ShiftableClock } from '../platform/index.ts';
import type { LocalAws } from './aws/index.ts';
import { turnBot, type BotDoorNeeds } from './bot-door.ts';
import { listEvents, tellEvent } from './event-door.ts';
import { addFaults } from './fault-door.ts';
import type { CallLog } from './knobs/calls.ts';
import type { Faults } from './knobs/faults.ts';
import { json, type WebRequest, type WebResponse } from './web/request.ts';

export interface KnobNeeds extends BotDoorNeeds {
  readonly clock: ShiftableClock;
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly health: () => Readonly<Record<string, unknown>>;
  readonly env: () => Readonly<Record<string, string>>;
  readonly aws: Pick<LocalAws, 'tell' | 'settled'>;
  /** Resolves when the sandbox's own due work is done. */
  readonly settled: () => Promise<void>;
  readonly reset: () => Promise<void>;
}

type Knob = (request: WebRequest, needs: KnobNeeds) => Promise<WebResponse> | WebResponse;

const clockBody = z.strictObject({ advance_seconds: z.number().min(0).max(315_360_000) });

/** By name and verb. */
const knobs: Readonly<Record<string, { readonly GET?: Knob; readonly POST?: Knob }>> = {
  health: { GET: (_request, { health }) => json(health()) },
  env: { GET: (_request, { env }) => json(env()) },
  calls: { GET: (request, { calls }) => callList(request.url.searchParams.get('of'), calls) },
  clock: { GET: (_request, needs) => json({ now: now(needs) }), POST: moveClock },
  faults: { POST: (request, { faults }) => addFaults(bodyOf(request), faults) },
  events: { GET: listEvents },
  event: { POST: (request, needs) => tellEvent(bodyOf(request), needs) },
  bot: {
    GET: (_request, { bot }) => json({ pid: bot.pid() ?? null }),
    POST: (request, needs) => turnBot(bodyOf(request), needs),
  },
  reset: {
    async POST(_request, needs) {
      await needs.inTurn(needs.reset);
      return json({ ok: true, now: now(needs) });
    },
  },
};

/** The doors that turn the sandbox's knobs; undefined where the path is none of them. */
export async function knobDoor(
  name: string,
  request: WebRequest,
  needs: KnobNeeds,
): Promise<WebResponse | undefined> {
  const verbs = Object.hasOwn(knobs, name) ? knobs[name] : undefined;
  if (!verbs) return undefined;
  const knob = request.method === 'GET' ? verbs.GET : request.method === 'POST' ? verbs.POST : undefined;
  if (knob) return knob(request, needs);
  const message = `/sandbox/${name} takes ${Object.keys(verbs).join(' or ')}.`;
  return json({ ok: false, error: 'method_not_allowed', message }, 405);
}

function callList(of: string | null, calls: CallLog): WebResponse {
  if (of === 'slack')
    return json(
      calls
        .list('slack')
        .map(({ at, name, ok, error }) => ({ at, method: name, ok, ...(error !== undefined && { error }) })),
    );
  if (of === 'aws')
    return json(
      calls.list('aws').map(({ at, name, service, caller, region, ok, error }) => ({
        at,
        service,
        operation: name,
        caller,
        region,
        ok,
        ...(error !== undefined && { error }),
      })),
    );
  return wrong('Say which calls: ?of=slack or ?of=aws.');
}

async function moveClock(request: WebRequest, needs: KnobNeeds): Promise<WebResponse> {
  const body = clockBody.safeParse(bodyOf(request));
  if (!body.success) return wrong(z.prettifyError(body.error));
  await needs.clock.advance(body.data.advance_seconds * 1000);
  await needs.settled();
  needs.bot.tellClock(needs.clock.offsetMs);
  return json({ ok: true, now: now(needs) });
}

function now({ clock }: KnobNeeds): string {
  return new Date(clock.now()).toISOString();
}

function bodyOf(request: WebRequest): unknown {
  return request.body.length === 0 ? {} : parseJson(request.body.toString());
}

function wrong(message: string): WebResponse {
  return json({ ok: false, error: 'invalid_body', message }, 400);
}

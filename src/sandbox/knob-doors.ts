import { z } from 'zod';
import { parseJson, type ShiftableClock } from '../platform/index.ts';
import type { BotProcess } from './bot-process.ts';
import type { CallLog } from './knobs/calls.ts';
import type { Faults } from './knobs/faults.ts';
import type { Holds } from './knobs/holds.ts';
import { json, type WebRequest, type WebResponse } from './web/request.ts';

export interface KnobNeeds {
  readonly clock: ShiftableClock;
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly holds: Holds;
  readonly bot: BotProcess;
  readonly health: () => Readonly<Record<string, unknown>>;
  readonly env: () => Readonly<Record<string, string>>;
  /** Resolves when the sandbox's own due work is done. */
  readonly settled: () => Promise<void>;
  /** Another signalbox.yaml for the bot's next start: a path, or the text itself. */
  readonly useConfig: (pathOrText: string) => void;
  readonly reset: () => Promise<void>;
}

const common = {
  error: z.string().optional(),
  status: z.int().min(100).max(599).optional(),
  delay_ms: z.number().min(0).optional(),
  times: z.int().min(1).default(1),
  when: z.enum(['before', 'after']).default('before'),
};
const faultBody = z.object({
  slack: z.object({ method: z.string(), retry_after: z.number().min(0).optional(), ...common }).optional(),
  aws: z.object({ service: z.string(), operation: z.string(), ...common }).optional(),
});
const clockBody = z.object({ advance_seconds: z.number().min(0).max(315_360_000) });
const botBody = z.union([
  z.object({ do: z.enum(['kill', 'stop', 'start', 'restart']), config: z.string().optional() }),
  z.object({ hold: z.object({ after: z.enum(['record', 'token', 'card']) }) }),
]);

/** The doors that turn the sandbox's knobs; undefined where the path is none of them. */
export async function knobDoor(
  name: string,
  request: WebRequest,
  needs: KnobNeeds,
): Promise<WebResponse | undefined> {
  const isPost = request.method === 'POST';
  switch (name) {
    case 'health':
      return json(needs.health());
    case 'env':
      return json(needs.env());
    case 'calls':
      return callList(request.url.searchParams.get('of'), needs.calls);
    case 'clock':
      return isPost ? moveClock(request, needs) : json({ now: now(needs) });
    case 'faults':
      return isPost ? addFaults(request, needs.faults) : undefined;
    case 'bot':
      return isPost ? turnBot(request, needs) : json({ pid: needs.bot.pid() ?? null });
    case 'reset':
      if (!isPost) return undefined;
      await needs.reset();
      return json({ ok: true });
    default:
      return undefined;
  }
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
      calls.list('aws').map(({ at, name, service, ok, error }) => ({
        at,
        service,
        operation: name,
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

function addFaults(request: WebRequest, faults: Faults): WebResponse {
  const body = faultBody.safeParse(bodyOf(request));
  if (!body.success) return wrong(z.prettifyError(body.error));
  const { slack, aws } = body.data;
  if (!slack && !aws)
    return wrong('Say which call: {"slack":{"method":...}} or {"aws":{"service":...,"operation":...}}.');
  const shared = ({
    error,
    status,
    delay_ms,
    when,
  }: {
    error?: string | undefined;
    status?: number | undefined;
    delay_ms?: number | undefined;
    when: 'before' | 'after';
  }) => ({
    when,
    ...(error !== undefined && { error }),
    ...(status !== undefined && { status }),
    ...(delay_ms !== undefined && { delayMs: delay_ms }),
  });
  if (slack) {
    faults.add(
      {
        side: 'slack',
        call: slack.method,
        ...shared(slack),
        ...(slack.retry_after !== undefined && { retryAfter: slack.retry_after }),
      },
      slack.times,
    );
  }
  if (aws) {
    const service = aws.service.toLowerCase();
    const known = service === 'stepfunctions' || service === 'sfn' ? 'states' : service;
    faults.add({ side: 'aws', call: `${known}.${aws.operation}`, ...shared(aws) }, aws.times);
  }
  return json({ ok: true });
}

async function turnBot(request: WebRequest, needs: KnobNeeds): Promise<WebResponse> {
  const body = botBody.safeParse(bodyOf(request));
  if (!body.success)
    return wrong('Say {"do":"kill"|"stop"|"start"|"restart"} or {"hold":{"after":"record"|"token"|"card"}}.');
  const { bot, holds } = needs;
  if ('hold' in body.data) {
    holds.arm(body.data.hold.after);
    return json({ ok: true, pid: bot.pid() ?? null });
  }
  const { do: what, config } = body.data;
  if (config !== undefined) needs.useConfig(config);
  if (what === 'kill') await bot.kill();
  if (what === 'stop' || what === 'restart') await bot.stop();
  holds.release();
  if (what === 'kill' || what === 'stop') return json({ ok: true, pid: null });
  const started = await bot.start();
  if (started.kind === 'ready') return json({ ok: true, pid: started.pid });
  return json({ ok: false, error: 'bot_not_started', message: started.because, pid: null });
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

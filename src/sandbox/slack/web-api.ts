import { messageOf, type Clock, type JsonObject, type Logger } from '../../platform/index.ts';
import type { CallLog } from '../knobs/calls.ts';
import type { Fault, Faults } from '../knobs/faults.ts';
import type { Holds } from '../knobs/holds.ts';
import { delay, never } from '../web/late.ts';
import { json, type WebRequest, type WebResponse } from '../web/request.ts';
import { argsOf, optionalArg } from './arguments.ts';
import type { Method, MethodContext, Methods } from './method.ts';
import type { RateLimits } from './rate-limit.ts';
import { checkScope } from './scope.ts';
import { SlackError } from './slack-error.ts';

export interface WebApiNeeds {
  readonly methods: Methods;
  readonly tokens: { readonly bot: string; readonly app: string };
  /** From manifest.yml: a method whose scope is not there answers missing_scope. */
  readonly scopes: readonly string[];
  readonly limits: RateLimits;
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly holds: Holds;
  readonly clock: Clock;
  readonly log: Logger;
}

/** `/api/METHOD`, as Slack answers it. */
export async function answerMethod(
  name: string,
  request: WebRequest,
  context: MethodContext,
  needs: WebApiNeeds,
): Promise<WebResponse> {
  const { calls, holds, faults, clock } = needs;
  const method = Object.hasOwn(needs.methods, name) ? needs.methods[name] : undefined;
  let args: JsonObject;
  try {
    args = argsOf(request);
    checkToken(method?.token ?? 'bot', tokenOf(request, args), needs);
  } catch (error) {
    return json(refusal(error, needs.log));
  }
  const headers = scopeHeaders(method, needs.scopes);
  const note = (error?: string) => {
    calls.add({
      at: new Date(clock.now()).toISOString(),
      side: 'slack',
      name,
      ok: error === undefined,
      ...(error !== undefined && { error }),
    });
  };
  if (holds.keeps('slack', name)) return never(request.gone);
  const fault = faults.take('slack', name);
  if (fault?.delayMs !== undefined && fault.when === 'before') await delay(fault.delayMs);
  const failing = fault && faultAnswer(fault);
  // A delay alone is no failure: the call goes on after it.
  if (fault?.when === 'before' && (failing ?? fault.delayMs === undefined)) {
    note(nameOf(fault));
    return failing ?? { cut: true };
  }
  try {
    if (!method) throw new SlackError('unknown_method', { req_method: name });
    checkScope(method.scopes, needs.scopes);
    const key = `${name}:${method.limitKey?.(args, context) ?? ''}`;
    const waitSeconds = needs.limits.take(key, method.perMinute);
    if (waitSeconds !== undefined) {
      note('ratelimited');
      return rateLimited(waitSeconds);
    }
    const result = await method.run(args, context);
    holds.done('slack', name);
    if (fault?.when === 'after') {
      if (fault.delayMs !== undefined) await delay(fault.delayMs);
      note(nameOf(fault));
      return failing ?? { cut: true };
    }
    note();
    return json({ ok: true, ...result }, 200, headers);
  } catch (error) {
    const answer = refusal(error, needs.log);
    note(typeof answer['error'] === 'string' ? answer['error'] : 'fatal_error');
    return json(answer, 200, headers);
  }
}

/** What the bot token is granted, as Slack says with each answer. https://docs.slack.dev/authentication/installing-with-oauth */
function scopeHeaders(method: Method | undefined, granted: readonly string[]): Record<string, string> {
  return method?.token === 'bot' ? { 'x-oauth-scopes': granted.join(',') } : {};
}

function tokenOf(request: WebRequest, args: JsonObject): string {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? optionalArg(args, 'token') ?? '';
}

function checkToken(wanted: Method['token'], token: string, needs: WebApiNeeds): void {
  if (wanted === 'none') return;
  if (token === '') throw new SlackError('not_authed');
  if (token !== needs.tokens.bot && token !== needs.tokens.app) throw new SlackError('invalid_auth');
  if (token !== needs.tokens[wanted]) throw new SlackError('not_allowed_token_type');
}

function refusal(error: unknown, log: Logger): JsonObject {
  if (error instanceof SlackError) return { ok: false, error: error.code, ...error.more };
  log.error({ err: error }, 'sandbox Slack failed');
  return { ok: false, error: 'fatal_error', message: messageOf(error) };
}

function faultAnswer(fault: Fault): WebResponse | undefined {
  if (fault.error === 'ratelimited' || fault.status === 429 || fault.retryAfter !== undefined)
    return rateLimited(fault.retryAfter ?? 1);
  if (fault.status !== undefined && fault.status !== 200)
    return { status: fault.status, body: fault.error ?? 'a fault that was switched on in the sandbox' };
  // Slack says 200 also where it could not; a 200 that says nothing else is an answer that nobody can read.
  if (fault.status === 200 && fault.error === undefined) return { status: 200, body: '' };
  return fault.error === undefined ? undefined : json({ ok: false, error: fault.error });
}

/** As the list of calls names it. */
function nameOf(fault: Fault): string {
  if (fault.error !== undefined) return fault.error;
  if (fault.status === 429 || fault.retryAfter !== undefined) return 'ratelimited';
  return String(fault.status ?? 'cut');
}

function rateLimited(retryAfterSeconds: number): WebResponse {
  return json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(retryAfterSeconds) });
}

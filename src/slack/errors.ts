import type { Passing } from '../delivery/index.ts';
import { messageOf } from '../platform/index.ts';
import { MethodRests } from './method-rests.ts';

/** What a failed call means for whoever made it. Vendor errors are recognised here and nowhere else. */
export type Trouble =
  /** Slack said no, and will say so again. */
  | {
      readonly kind: 'refused';
      readonly code: string;
      /** The scope that the app lacks, where that is why; one of several, where commas part them. */
      readonly needed?: string;
    }
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  /** No answer, or a server error: perhaps the work was done. */
  | { readonly kind: 'unanswered'; readonly because: string };

/** What passes by itself, for whoever tries again. */
export function passing(trouble: Exclude<Trouble, { kind: 'refused' }>): Passing {
  if (trouble.kind === 'unanswered') return { kind: 'passing', because: trouble.because };
  const { retryAfterSeconds } = trouble;
  return { kind: 'passing', because: 'Slack asked to slow down', retryAfterSeconds };
}

/** Refusals that pass by themselves. */
const passingCodes = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'accesslimited',
]);

export function troubleOf(error: unknown): Trouble {
  if (error instanceof MethodRests)
    return { kind: 'rate-limited', retryAfterSeconds: error.retryAfterSeconds };
  if (typeof error !== 'object' || error === null || !('code' in error))
    return { kind: 'unanswered', because: messageOf(error) };
  if (
    error.code === 'slack_webapi_rate_limited_error' &&
    'retryAfter' in error &&
    typeof error.retryAfter === 'number'
  ) {
    return { kind: 'rate-limited', retryAfterSeconds: error.retryAfter };
  }
  if (error.code === 'slack_webapi_platform_error' && 'data' in error) {
    const { data } = error;
    const code =
      typeof data === 'object' && data !== null && 'error' in data && typeof data.error === 'string'
        ? data.error
        : '';
    if (code === '') return { kind: 'unanswered', because: 'Slack answered without a word' };
    if (code === 'missing_scope') return { kind: 'refused', code, ...neededIn(data) };
    if (code === 'ratelimited') return { kind: 'rate-limited', retryAfterSeconds: 1 };
    return passingCodes.has(code) ? { kind: 'unanswered', because: code } : { kind: 'refused', code };
  }
  return { kind: 'unanswered', because: messageOf(error) };
}

function neededIn(data: unknown): { readonly needed?: string } {
  const needed = typeof data === 'object' && data !== null && 'needed' in data ? data.needed : undefined;
  return typeof needed === 'string' && needed !== '' ? { needed } : {};
}

/** Slack's own word for why it refused; a scope that is missing is named, for whoever runs Signalbox. Pure. */
export function refusalIn({ code, needed }: Extract<Trouble, { kind: 'refused' }>): string {
  return needed === undefined ? code : `${code}: the app lacks ${needed.split(',').join(' or ')}`;
}

import type { JsonValue } from '../../platform/index.ts';

/** Beyond it a number is milliseconds, not seconds (the year 2286). */
const largestSeconds = 1e10;
/** JavaScript's own end of time, ms. */
const latest = 8.64e15;

/**
 * A moment (ms) as AWS's services write it: epoch milliseconds or seconds, ISO 8601 also with `+0000` (CloudWatch), and
 * `Wed, 12 Feb 2025 00:37:54 GMT` (Health). Undefined where it is none.
 */
export function momentOf(written: JsonValue | undefined): number | undefined {
  if (typeof written === 'number') {
    const at = Math.round(written > largestSeconds ? written : written * 1_000);
    return at > 0 && at <= latest ? at : undefined;
  }
  if (typeof written !== 'string' || !/\d{4}/.test(written)) return undefined;
  const at = Date.parse(written.trim().replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isFinite(at) && at > 0 ? at : undefined;
}

/** `2025-02-12 00:37 UTC`: the same for every reader. */
export function momentInWords(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** How long something took, roughly. */
export function spanInWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${String(minutes)} min ${String(seconds % 60)} s`;
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}

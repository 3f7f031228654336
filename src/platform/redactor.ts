import { isJsonObject, type JsonValue } from './json.ts';

const removed = '[removed]';

/**
 * Shapes of secrets in running text.
 * - Slack tokens: xoxb-, xoxp-, xapp- and their sisters.
 * - AWS secret material: long-term and temporary access key ids, shortened to their last four characters.
 * - Step Functions task tokens: base64 of at least 100 characters that begin as AWS's do, or the sandbox's `sbxtok-`.
 * - JSON inside of running text, its quotes escaped or not: what stands behind a key that mentions a token.
 */
const slackToken = /\bx(?:ox[a-z]|app)-[A-Za-z0-9-]{8,}/g;
const accessKeyId = /\b(A[KS]IA)[A-Z0-9]{8,124}([A-Z0-9]{4})\b/g;
const taskToken = /\b(?:A[AQ][A-Za-z0-9+/=_-]{100,}|sbxtok-[A-Za-z0-9+/=_-]{16,})/g;
const tokenField =
  /(\\*"(?!next_?token\\*")[A-Za-z0-9_. -]{0,60}token[A-Za-z0-9_. -]{0,60}\\*"\s*:\s*\\*")[^"\\]+/gi;

/** The text with everything that looks like a secret replaced. */
export function scrub(text: string): string {
  return text
    .replace(slackToken, removed)
    .replace(accessKeyId, '$1…$2')
    .replace(taskToken, removed)
    .replace(tokenField, `$1${removed}`);
}

/**
 * What comes from a history, an input or an output, made fit to be shown, logged, stored or exported:
 * values of keys that mention a token, values equal to a token we hold, and anything of a secret's shape are removed.
 */
export function redact(value: JsonValue, isHeldToken: (text: string) => boolean = () => false): JsonValue {
  if (typeof value === 'string') return isHeldToken(value) ? removed : redactText(value, isHeldToken);
  if (Array.isArray(value)) return value.map((inner: JsonValue) => redact(inner, isHeldToken));
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        secretKey(key, inner) ? removed : redact(inner, isHeldToken),
      ]),
    );
  }
  return value;
}

/** Only text is secret: `tokenCount: 3` and `tokens: []` stay readable. */
function secretKey(key: string, value: JsonValue): boolean {
  return /token/i.test(key) && !/^next_?token$/i.test(key) && typeof value === 'string';
}

/** JSON inside a string (inputs and causes carry it) is looked through as well. */
function redactText(text: string, isHeldToken: (text: string) => boolean): string {
  if (/^\s*[[{]/.test(text)) {
    try {
      const inner = JSON.parse(text) as JsonValue;
      const clean = JSON.stringify(redact(inner, isHeldToken));
      if (clean !== JSON.stringify(inner)) return clean;
    } catch {
      // Not JSON after all: judged as plain text below.
    }
  }
  return scrub(text);
}

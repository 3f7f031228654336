import { isJsonObject, redact, type JsonObject, type JsonValue } from '../../platform/index.ts';

/** Deeper than anything that is shown, and far from the end of the stack. */
const deepest = 60;
/** Whole values that are an id of an access key: no secret by itself, and needed to act on the key. */
const accessKeyId = /^A[KS]IA[A-Z0-9]{12,124}$/;
/** What a container is given to work with, in events of Batch and ECS: passwords are among it. */
const environments = new Set(['environment', 'env', 'secrets']);

/**
 * JSON of an event without tokens and secrets, at any depth; ids of access keys stay whole where they are a value of
 * their own. For what is kept, and for input of a runbook's steps.
 */
export function withoutSecrets(value: JsonValue): JsonValue {
  return cleaned(value, 0, (text) => (accessKeyId.test(text) ? text : redact(text)));
}

/** The same with ids of access keys shortened: for what is shown. */
export function shownWithoutSecrets(value: JsonObject): JsonObject {
  const clean = cleaned(value, 0, redact);
  return isJsonObject(clean) ? clean : {};
}

function cleaned(value: JsonValue, depth: number, text: (text: string) => JsonValue): JsonValue {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '…';
  if (!isJsonObject(value)) return value.map((inner) => cleaned(inner, depth + 1, text));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      if (environments.has(name) && typeof inner === 'object') return [];
      // The redactor judges a text by its name as well.
      const judged = typeof inner === 'string' ? redact({ [name]: inner }) : undefined;
      if (isJsonObject(judged) && judged[name] === removed) return [[name, removed]];
      return [[name, cleaned(inner, depth + 1, text)]];
    }),
  );
}

const removed = '[removed]';

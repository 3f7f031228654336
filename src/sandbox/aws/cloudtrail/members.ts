import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';

/** What CloudTrail writes in place of a member that may hold a secret. */
const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';
const secret =
  /secret|password|token|credential|^(input|output|cause|error|definition|payload|message|messageBody|body|sqls?|environment|containerOverrides|detail)$/i;
/** A key's id and a user's name say who; neither opens anything. */
const plain = new Set(['nextToken', 'clientToken', 'clientRequestToken']);
/** CloudTrail leaves larger parameters out. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const largestCharacters = 100 * 1024;

/** The members of a call or an answer as an event has them: named in camel case, secrets hidden. null where there are none. */
export function membersOf(value: JsonObject): JsonObject | null {
  const members = Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const spelled = name.charAt(0).toLowerCase() + name.slice(1);
      return [spelled, secret.test(spelled) && !plain.has(spelled) ? concealed(inner) : shown(inner)];
    }),
  );
  if (Object.keys(members).length === 0) return null;
  return JSON.stringify(members).length > largestCharacters ? { omitted: true } : members;
}

function shown(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(shown);
  return isJsonObject(value) ? membersOf(value) : value;
}

function concealed(value: JsonValue): JsonValue {
  return value === null ? null : hidden;
}

import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { SlackError } from '../slack-error.ts';

/** Parts of a door's body; each throws `invalid_body` where it is not what the contract says. */

export function text(body: JsonObject, name: string): string {
  const value = optional(body, name);
  if (value !== undefined && value !== '') return value;
  throw wrong(`The body needs "${name}", a string.`);
}

export function optional(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw wrong(`"${name}" must be a string.`);
}

function objectIn(body: JsonObject, name: string): JsonObject {
  const value = body[name];
  if (value === undefined || value === null) return {};
  if (isJsonObject(value)) return value;
  throw wrong(`"${name}" must be an object.`);
}

export function objectList(body: JsonObject, name: string): readonly JsonObject[] {
  const value = body[name];
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
  if (list?.every((one) => isJsonObject(one))) return list;
  throw wrong(`"${name}" must be a list of objects.`);
}

/** `{block_id: {action_id: value}}` */
export function valuesIn(body: JsonObject): JsonObject {
  const values = objectIn(body, 'values');
  if (Object.values(values).every((block) => isJsonObject(block))) return values;
  throw wrong('"values" must be {block_id: {action_id: value}}.');
}

export function wrong(message: string): SlackError {
  return new SlackError('invalid_body', { message });
}

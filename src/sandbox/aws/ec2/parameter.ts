import { isJsonObject, type JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import { isList } from '../query-lists.ts';

/** Text of a call, whichever way it came: forms have only texts, state machines numbers and booleans too. */
export function optional(params: JsonObject, name: string): string | undefined {
  const value = params[name];
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** @throws MissingParameter */
export function required(params: JsonObject, name: string): string {
  const value = optional(params, name);
  if (value !== undefined) return value;
  const written = name.charAt(0).toLowerCase() + name.slice(1);
  throw new AwsError('MissingParameter', `The request must contain the parameter ${written}`);
}

export function textsOf(params: JsonObject, name: string): readonly string[] {
  const value = params[name];
  return value !== undefined && isList(value) ? value.filter((one) => typeof one === 'string') : [];
}

export function objectsOf(params: JsonObject, name: string): readonly JsonObject[] {
  const value = params[name];
  return value !== undefined && isList(value) ? value.filter(isJsonObject) : [];
}

import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { clientError } from './client-error.ts';

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_RegisterJobDefinition.html */
const namePattern = /^[\w-]{1,128}$/;

export function text(params: JsonObject, name: string): string {
  const value = params[name];
  if (typeof value === 'string' && value !== '') return value;
  throw clientError(`${name} must be provided`);
}

export function optionalText(params: JsonObject, name: string): string | undefined {
  const value = params[name];
  return typeof value === 'string' ? value : undefined;
}

/** A name that something is made under. */
export function newName(params: JsonObject, name: string): string {
  const value = text(params, name);
  if (namePattern.test(value)) return value;
  throw clientError(`${name} should match valid pattern [a-zA-Z_0-9-]{1,128}`);
}

export function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}

export function textsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((one) => typeof one === 'string') : [];
}

export function numberOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

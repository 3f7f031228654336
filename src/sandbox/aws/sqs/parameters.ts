import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import { invalidValue, missingParameter } from './errors.ts';

/** Reads the parameters of a call, and says as the service does what is wrong with them. */
export function text(params: JsonObject, name: string): string {
  return optionalText(params, name) ?? refuse(missingParameter(name));
}

export function optionalText(params: JsonObject, name: string): string | undefined {
  const value = present(params, name);
  if (value === undefined || typeof value === 'string') return value;
  throw unreadable(name, 'String');
}

export function wholeNumber(
  params: JsonObject,
  name: string,
  range: { least: number; most: number; reason: string },
): number | undefined {
  const value = present(params, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw unreadable(name, 'Integer');
  if (value < range.least || value > range.most) throw invalidValue(value, name, range.reason);
  return value;
}

export function texts(params: JsonObject, name: string): readonly string[] {
  const value = present(params, name) ?? [];
  if (!isList(value)) throw unreadable(name, 'List');
  return value.map((item) => (typeof item === 'string' ? item : refuse(unreadable(name, 'List of String'))));
}

export function objects(params: JsonObject, name: string): readonly JsonObject[] {
  const value = present(params, name) ?? [];
  if (!isList(value)) throw unreadable(name, 'List');
  return value.map((item) => (isJsonObject(item) ? item : refuse(unreadable(name, 'List of Structure'))));
}

export function object(params: JsonObject, name: string): JsonObject {
  const value = present(params, name) ?? {};
  return isJsonObject(value) ? value : refuse(unreadable(name, 'Map'));
}

export function textMap(params: JsonObject, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(object(params, name)).map(([key, value]) =>
      typeof value === 'string' ? [key, value] : refuse(unreadable(name, 'Map of String')),
    ),
  );
}

function present(params: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(params, name) ? (params[name] ?? undefined) : undefined;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function unreadable(name: string, wanted: string): AwsError {
  return new AwsError('SerializationException', `The value of ${name} can not be converted to a ${wanted}`);
}

function refuse(error: AwsError): never {
  throw error;
}

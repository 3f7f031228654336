import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { validationError } from '../aws-error.ts';
import { optionalText, pageOf, text } from '../page.ts';

const namePattern = '[\\.\\-_A-Za-z0-9]+';
export const busNamePattern = '[/\\.\\-_A-Za-z0-9]+';

/** A member that breaks the service's model, in the service's words. `at` is spelt as there: `targets.1.member.id`. */
export function broken(value: JsonValue | undefined, at: string, constraint: string): Error {
  const shown =
    value === undefined || value === null
      ? 'null'
      : `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
  return validationError(
    `1 validation error detected: Value ${shown} at '${at}' failed to satisfy constraint: Member must ${constraint}`,
  );
}

/** @throws ValidationException where the text is too long or has other characters */
export function checkName(value: string, at: string, longest: number, pattern = namePattern): string {
  if (!new RegExp(`^(?:${pattern})$`).test(value)) {
    throw broken(value, at, `satisfy regular expression pattern: ${pattern}`);
  }
  return checkLength(value, at, longest);
}

export function checkLength(value: string, at: string, longest: number): string {
  if (value.length > longest) throw broken(value, at, `have length less than or equal to ${String(longest)}`);
  return value;
}

/** A required name such as `Name`, at most 64 characters. */
export function nameOf(params: JsonObject, key: string): string {
  const at = `${key.charAt(0).toLowerCase()}${key.slice(1)}`;
  if (params[key] === undefined || params[key] === null) throw broken(null, at, 'not be null');
  return checkName(text(params, key), at, 64);
}

/** A required list of 1 to `most` objects. */
export function objectsOf(params: JsonObject, key: string, most: number): readonly JsonObject[] {
  const at = `${key.charAt(0).toLowerCase()}${key.slice(1)}`;
  const value = params[key];
  if (!Array.isArray(value)) throw broken(null, at, 'not be null');
  const list = value as readonly JsonValue[];
  if (list.length === 0) throw broken(value, at, 'have length greater than or equal to 1');
  if (list.length > most) throw broken(value, at, `have length less than or equal to ${String(most)}`);
  return list.filter(isJsonObject);
}

export function textsOf(params: JsonObject, key: string): readonly string[] {
  const value = params[key];
  return Array.isArray(value)
    ? (value as readonly JsonValue[]).filter((item): item is string => typeof item === 'string')
    : [];
}

/** One page of a list by `Limit` and `NextToken`. */
export function limited<T>(
  items: readonly T[],
  params: JsonObject,
  keyOf: (item: T) => string,
): { readonly items: readonly T[]; readonly next: { readonly NextToken?: string } } {
  const limit = params['Limit'] ?? null;
  if (limit !== null && (typeof limit !== 'number' || limit < 1 || limit > 100)) {
    throw broken(limit, 'limit', 'have value less than or equal to 100');
  }
  const token = optionalText(params, 'NextToken');
  const page = pageOf(
    items,
    { ...(limit !== null && { maxResults: limit }), ...(token !== undefined && { nextToken: token }) },
    keyOf,
  );
  return {
    items: page.items,
    next: page.next.nextToken === undefined ? {} : { NextToken: page.next.nextToken },
  };
}

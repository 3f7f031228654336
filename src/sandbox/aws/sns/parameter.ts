import { isJsonObject, type JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import { pageOf } from '../page.ts';

/** A parameter that is wrong, in the service's words. */
export function invalid(what: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${what}`);
}

/** A required text. @throws InvalidParameter */
export function required(params: JsonObject, name: string): string {
  const value = optional(params, name);
  if (value === undefined) throw invalid(`${name} Reason: no value for required parameter`);
  return value;
}

/** A text; other services of the account may pass numbers and booleans. */
export function optional(params: JsonObject, name: string): string | undefined {
  const value = params[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A map of texts such as `Attributes`. */
export function textMap(params: JsonObject, name: string): Readonly<Record<string, string>> {
  const value = params[name];
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

export function listOf(params: JsonObject, name: string): readonly JsonObject[] {
  const value = params[name];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** An ARN of six parts or more. @throws InvalidParameter */
export function requiredArn(params: JsonObject, name: string): string {
  const arn = required(params, name);
  const elements = arn.split(':').length;
  if (elements >= 6) return arn;
  throw invalid(`${name} Reason: An ARN must have at least 6 elements, not ${String(elements)}`);
}

/** A page of 100, by `NextToken`. */
export function paged<T>(
  items: readonly T[],
  params: JsonObject,
  keyOf: (item: T) => string,
): { readonly items: readonly T[]; readonly next: { readonly NextToken?: string } } {
  const token = optional(params, 'NextToken');
  const page = pageOf(items, token === undefined ? {} : { nextToken: token }, keyOf);
  return {
    items: page.items,
    next: page.next.nextToken === undefined ? {} : { NextToken: page.next.nextToken },
  };
}

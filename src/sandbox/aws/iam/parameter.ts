import { isJsonObject, type JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import { isList } from '../query-lists.ts';
import { tokenOf } from '../page.ts';

/** Default and largest page of IAM's lists. https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
const usual = 100;
const most = 1_000;

export function optional(params: JsonObject, name: string): string | undefined {
  const value = params[name];
  return typeof value === 'string' ? value : undefined;
}

export function required(params: JsonObject, name: string): string {
  const value = optional(params, name);
  if (value !== undefined && value !== '') return value;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  throw broken(
    value === undefined ? 'null' : `'${value}'`,
    member,
    value === undefined ? 'not be null' : 'have length greater than or equal to 1',
  );
}

/** The texts of a list; a single one written without a number is one too. */
export function textsOf(params: JsonObject, name: string): readonly string[] {
  const value = params[name];
  if (value === undefined || value === '') return [];
  return isList(value) ? value.filter((one) => typeof one === 'string') : [];
}

export function objectsOf(params: JsonObject, name: string): readonly JsonObject[] {
  const value = params[name];
  return value !== undefined && isList(value) ? value.filter(isJsonObject) : [];
}

export function broken(value: string, name: string, must: string): AwsError {
  return new AwsError(
    'ValidationError',
    `1 validation error detected: Value ${value} at '${name}' failed to satisfy constraint: Member must ${must}`,
  );
}

/** A page by MaxItems and Marker, with what the answer says of the rest. */
export function paged<T>(
  items: readonly T[],
  params: JsonObject,
): { readonly items: readonly T[]; readonly rest: JsonObject } {
  const written = optional(params, 'MaxItems') ?? String(usual);
  const size = Number(written);
  if (!Number.isInteger(size) || size < 1)
    throw broken(`'${written}'`, 'maxItems', 'have value greater than or equal to 1');
  if (size > most)
    throw broken(`'${written}'`, 'maxItems', `have value less than or equal to ${String(most)}`);
  const from = startOf(optional(params, 'Marker'));
  const next = from + size;
  const truncated = next < items.length;
  return {
    items: items.slice(from, next),
    rest: { IsTruncated: truncated, ...(truncated && { Marker: tokenOf(next) }) },
  };
}

function startOf(marker: string | undefined): number {
  if (marker === undefined) return 0;
  const from = Number(Buffer.from(marker, 'base64url').toString());
  if (Number.isInteger(from) && from > 0) return from;
  throw new AwsError('InvalidInput', `The marker is not one of this list.`);
}

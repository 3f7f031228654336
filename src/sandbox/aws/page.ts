import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { AwsError, validationError } from './aws-error.ts';

/** Default and largest page of the Step Functions lists. */
const usual = 100;
const most = 1_000;

/** One page of a list. The token names the last item given, so that it stays right while items are added. */
export function pageOf<T>(
  items: readonly T[],
  params: JsonObject,
  keyOf: (item: T) => string,
): { readonly items: readonly T[]; readonly next: { readonly nextToken?: string } } {
  const wanted = params['maxResults'];
  if (wanted !== undefined && (typeof wanted !== 'number' || wanted < 0 || wanted > most)) {
    throw validationError(
      `1 validation error detected: Value '${JSON.stringify(wanted)}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to ${String(most)}`,
    );
  }
  const size = typeof wanted === 'number' && wanted > 0 ? wanted : usual;
  const token = params['nextToken'];
  let from = 0;
  if (typeof token === 'string') {
    const key = Buffer.from(token, 'base64url').toString();
    from = items.findIndex((item) => keyOf(item) === key) + 1;
    if (from === 0) throw new AwsError('InvalidToken', `Invalid Token: '${token}'`);
  }
  const page = items.slice(from, from + size);
  const last = page.at(-1);
  const more = last !== undefined && from + size < items.length;
  return {
    items: page,
    next: more ? { nextToken: Buffer.from(keyOf(last)).toString('base64url') } : {},
  };
}

/** A required string. */
export function text(params: JsonObject, name: string): string {
  const value = params[name];
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) {
    throw validationError(
      `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
    );
  }
  throw new AwsError('SerializationException', `${kindOf(value)} can not be converted to a String`);
}

export function optionalText(params: JsonObject, name: string): string | undefined {
  const value = params[name];
  return value === undefined || value === null ? undefined : text(params, name);
}

function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) return 'START_ARRAY';
  return isJsonObject(value) ? 'START_OBJECT' : typeof value === 'number' ? 'NUMBER_VALUE' : 'TRUE_VALUE';
}

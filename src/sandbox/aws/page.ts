import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { AwsError, validationError } from './aws-error.ts';

/** Default and largest page of the Step Functions lists. */
const usual = 100;
const most = 1_000;

/** Longest token of most lists; those of executions are longer. https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
const longestToken = 1_024;

/**
 * One page of a list. The token names the last item given, so that it stays right while items are added. Where `keyOf` gives
 * serial numbers that rise or fall along the list, it stays right also when that item is gone.
 */
export function pageOf<T>(
  items: readonly T[],
  params: JsonObject,
  keyOf: (item: T) => string | number,
  longest = longestToken,
): { readonly items: readonly T[]; readonly next: { readonly nextToken?: string } } {
  const size = pageSize(params);
  const after = pageToken(params, longest);
  const from = after === undefined ? 0 : placeAfter(items, keyOf, after);
  const page = items.slice(from, from + size);
  const last = page.at(-1);
  const more = last !== undefined && from + size < items.length;
  return { items: page, next: more ? { nextToken: tokenOf(keyOf(last)) } : {} };
}

function placeAfter<T>(items: readonly T[], keyOf: (item: T) => string | number, token: string): number {
  const [first, last] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const firstKey = keyOf(first);
  if (typeof firstKey === 'number') {
    const serial = Number(token);
    if (!Number.isSafeInteger(serial)) throw invalidToken();
    const rising = Number(keyOf(last)) >= firstKey;
    const at = items.findIndex((item) => {
      const key = Number(keyOf(item));
      return rising ? key > serial : key < serial;
    });
    return at < 0 ? items.length : at;
  }
  const at = items.findIndex((item) => keyOf(item) === token);
  if (at < 0) throw invalidToken();
  return at + 1;
}

/** How many items a page may hold; 0 asks for the usual page. */
export function pageSize(params: JsonObject): number {
  const wanted = params['maxResults'];
  if (wanted === undefined || wanted === null || wanted === 0) return usual;
  if (typeof wanted === 'number' && Number.isInteger(wanted) && wanted > 0 && wanted <= most) return wanted;
  const bound =
    typeof wanted === 'number' && wanted < 0 ? 'greater than or equal to 0' : `less than or equal to ${most}`;
  throw validationError(
    `1 validation error detected: Value '${typeof wanted === 'string' ? wanted : JSON.stringify(wanted)}' at 'maxResults' failed to satisfy constraint: Member must have value ${bound}`,
  );
}

/** What {@link tokenOf} made into the caller's nextToken; undefined for the first page. */
export function pageToken(params: JsonObject, longest: number): string | undefined {
  const token = params['nextToken'];
  if (token === undefined || token === null) return undefined;
  if (typeof token !== 'string') throw invalidToken();
  if (token.length < 1 || token.length > longest) {
    const bound = token.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${longest}`;
    throw validationError(
      `1 validation error detected: Value '${token}' at 'nextToken' failed to satisfy constraint: Member must have length ${bound}`,
    );
  }
  return Buffer.from(token, 'base64url').toString();
}

export function tokenOf(key: string | number): string {
  return Buffer.from(String(key)).toString('base64url');
}

export function invalidToken(): AwsError {
  return new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
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

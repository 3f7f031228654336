import type { JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import { tokenOf } from '../page.ts';
import { optional } from './parameter.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html */
const fewest = 5;
const most = 1_000;

/** A page by MaxResults and NextToken; everything where none is asked for. The token names the last item that was given. */
export function paged<T>(
  items: readonly T[],
  params: JsonObject,
  keyOf: (item: T) => string,
): { readonly items: readonly T[]; readonly rest: JsonObject } {
  const size = sizeOf(optional(params, 'MaxResults'));
  const after = afterOf(optional(params, 'NextToken'));
  const left = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const page = left.slice(0, size);
  const last = page.at(-1);
  return {
    items: page,
    rest: last !== undefined && left.length > page.length ? { NextToken: tokenOf(keyOf(last)) } : {},
  };
}

function sizeOf(written: string | undefined): number {
  if (written === undefined) return Number.POSITIVE_INFINITY;
  const size = Number(written);
  if (Number.isInteger(size) && size >= fewest) return Math.min(size, most);
  throw new AwsError(
    'InvalidParameterValue',
    `Value ( ${written} ) for parameter maxResults is invalid. Expecting a value greater than ${String(fewest)}.`,
  );
}

function afterOf(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const after = Buffer.from(token, 'base64url').toString();
  if (tokenOf(after) === token) return after;
  throw new AwsError('InvalidParameterValue', 'Unable to parse pagination token');
}

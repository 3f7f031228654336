import type { JsonObject } from '../../../platform/index.ts';
import type { StoredObject } from './objects.ts';
import { noSuchKey, S3Error } from './s3-error.ts';
import { textOf } from './parameter.ts';

/** Whether a read may go on. @throws PreconditionFailed, NotModified */
export function checkRead(params: JsonObject, object: StoredObject): void {
  const fault = readFault(params, '', object);
  if (fault === undefined) return;
  if (fault.startsWith('If-None') || fault.startsWith('If-Modified'))
    throw new S3Error('NotModified', 'Not Modified', 304, { headers: { etag: object.etag } });
  throw failed(fault);
}

/** Whether a copy may be made of this object. @throws PreconditionFailed */
export function checkCopySource(params: JsonObject, object: StoredObject): void {
  const fault = readFault(params, 'CopySource', object);
  if (fault !== undefined) throw failed(`x-amz-copy-source-${fault}`);
}

/** Whether an object may be put where this one stands, if any does. @throws PreconditionFailed, NoSuchKey */
export function checkWrite(params: JsonObject, key: string, there: StoredObject | undefined): void {
  const none = textOf(params, 'IfNoneMatch');
  if (none !== undefined && there && (none === '*' || sameEtag(none, there))) throw failed('If-None-Match');
  const match = textOf(params, 'IfMatch');
  if (match === undefined) return;
  if (!there) throw noSuchKey(key);
  if (!sameEtag(match, there)) throw failed('If-Match');
}

/** The condition that does not hold. ETags go before dates. https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2 */
function readFault(params: JsonObject, prefix: string, object: StoredObject): string | undefined {
  const given = (name: string) => textOf(params, `${prefix}${name}`);
  const match = given('IfMatch');
  const unmodified = given('IfUnmodifiedSince');
  if (match !== undefined ? !sameEtag(match, object) : isAfter(object, unmodified))
    return match !== undefined ? 'If-Match' : 'If-Unmodified-Since';
  const none = given('IfNoneMatch');
  const modified = given('IfModifiedSince');
  if (none !== undefined) return sameEtag(none, object) ? 'If-None-Match' : undefined;
  return modified !== undefined && !isAfter(object, modified) ? 'If-Modified-Since' : undefined;
}

/** Dates on the wire are whole seconds. */
function isAfter({ modifiedAt }: StoredObject, date: string | undefined): boolean {
  return date !== undefined && Math.floor(modifiedAt / 1000) * 1000 > Date.parse(date);
}

function sameEtag(given: string, { etag }: StoredObject): boolean {
  return given
    .split(',')
    .some((one) => one.trim() === '*' || one.trim().replaceAll('"', '') === etag.slice(1, -1));
}

function failed(Condition: string): S3Error {
  return new S3Error(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
    { elements: { Condition } },
  );
}

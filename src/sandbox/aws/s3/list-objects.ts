import type { JsonObject } from '../../../platform/index.ts';
import type { Operations } from '../operation.ts';
import type { Bucket, Buckets } from './buckets.ts';
import type { Objects, StoredObject } from './objects.ts';
import { bucketOf, pageSizeOf, textOf } from './parameter.ts';
import { invalidArgument } from './s3-error.ts';
import { utf8Order } from './utf8-order.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const mostKeys = 1_000;

/** What to list: keys behind `after`, those that share a beginning up to the delimiter as one. */
interface Wanted {
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string;
  readonly size: number;
}

interface Page {
  readonly keys: readonly string[];
  readonly prefixes: readonly string[];
  /** The last key or prefix of the page; undefined where nothing is left. */
  readonly next?: string;
}

export function listOperations(buckets: Buckets): Operations {
  return {
    ListObjectsV2(params, caller) {
      const bucket = buckets.get(bucketOf(params), caller);
      const token = textOf(params, 'ContinuationToken');
      const startAfter = textOf(params, 'StartAfter');
      const wanted = wantedOf(params, token === undefined ? (startAfter ?? '') : afterToken(token));
      const page = pageOf(bucket.objects, wanted);
      return {
        ...answerOf(bucket, params, page, wanted),
        KeyCount: page.keys.length + page.prefixes.length,
        ...(token !== undefined && { ContinuationToken: token }),
        ...(page.next !== undefined && { NextContinuationToken: tokenOf(page.next) }),
        ...(startAfter !== undefined && { StartAfter: startAfter }),
      };
    },
    ListObjects(params, caller) {
      const bucket = buckets.get(bucketOf(params), caller);
      const marker = textOf(params, 'Marker') ?? '';
      const wanted = wantedOf(params, marker);
      const page = pageOf(bucket.objects, wanted);
      return {
        ...answerOf(bucket, params, page, wanted),
        Marker: marker,
        // Without a delimiter the last key says where to go on.
        ...(page.next !== undefined && wanted.delimiter !== '' && { NextMarker: page.next }),
      };
    },
  };
}

function wantedOf(params: JsonObject, after: string): Wanted {
  return {
    prefix: textOf(params, 'Prefix') ?? '',
    delimiter: textOf(params, 'Delimiter') ?? '',
    after,
    size: pageSizeOf(params, 'MaxKeys', mostKeys),
  };
}

function pageOf(objects: Objects, { prefix, delimiter, after, size }: Wanted): Page {
  const all = objects.keys();
  const keys: string[] = [];
  const prefixes: string[] = [];
  // A shared beginning that was given before is passed whole.
  const passed =
    delimiter !== '' && after.startsWith(prefix) && after.endsWith(delimiter) ? after : undefined;
  let at = objects.firstPast(
    (key) =>
      utf8Order(key, prefix) >= 0 &&
      utf8Order(key, after) > 0 &&
      !(passed !== undefined && key.startsWith(passed)),
  );
  let last: string | undefined;
  for (let key = all[at]; key?.startsWith(prefix) === true; key = all[at]) {
    if (keys.length + prefixes.length === size)
      return { keys, prefixes, ...(last !== undefined && { next: last }) };
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (cut < 0) {
      keys.push((last = key));
      at += 1;
      continue;
    }
    const shared = (last = key.slice(0, cut + delimiter.length));
    prefixes.push(shared);
    at = objects.firstPast((other) => utf8Order(other, shared) > 0 && !other.startsWith(shared));
  }
  return { keys, prefixes };
}

function answerOf({ name, objects }: Bucket, params: JsonObject, page: Page, wanted: Wanted): JsonObject {
  const encoding = textOf(params, 'EncodingType');
  if (encoding !== undefined && encoding !== 'url')
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encoding);
  return {
    Name: name,
    Prefix: wanted.prefix,
    ...(wanted.delimiter !== '' && { Delimiter: wanted.delimiter }),
    MaxKeys: wanted.size,
    IsTruncated: page.next !== undefined,
    ...(encoding !== undefined && { EncodingType: encoding }),
    Contents: page.keys.flatMap((key) => {
      const object = objects.get(key);
      return object ? [shown(key, object)] : [];
    }),
    ...(page.prefixes.length > 0 && { CommonPrefixes: page.prefixes.map((Prefix) => ({ Prefix })) }),
  };
}

function shown(key: string, { body, etag, modifiedAt, checksums }: StoredObject): JsonObject {
  const [algorithm] = Object.keys(checksums);
  return {
    Key: key,
    LastModified: new Date(modifiedAt).toISOString(),
    ETag: etag,
    ...(algorithm !== undefined && {
      ChecksumAlgorithm: [algorithm.slice('Checksum'.length)],
      ChecksumType: 'FULL_OBJECT',
    }),
    Size: body.length,
    StorageClass: 'STANDARD',
  };
}

/** Opaque to callers. */
function tokenOf(last: string): string {
  return `1${Buffer.from(last).toString('base64url')}`;
}

function afterToken(token: string): string {
  const last = Buffer.from(token.slice(1), 'base64url').toString();
  if (tokenOf(last) === token) return last;
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
}

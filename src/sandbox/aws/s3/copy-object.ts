import type { Clock, JsonObject } from '../../../platform/index.ts';
import type { Operation } from '../operation.ts';
import type { Buckets } from './buckets.ts';
import { checkCopySource, checkWrite } from './condition.ts';
import { describedBy, shownChecksums } from './object-operations.ts';
import { bucketOf, keyOf, textOf } from './parameter.ts';
import { invalidArgument, noSuchKey, S3Error } from './s3-error.ts';

/** CopyObject: asked in the destination's Region; the source may be in any. */
export function copyObject(buckets: Buckets, clock: Clock): Operation {
  return (params, caller) => {
    const { objects } = buckets.get(bucketOf(params), caller);
    const key = keyOf(params);
    const source = sourceOf(params);
    const found = buckets.owned(source.bucket, caller).objects.get(source.key);
    if (!found) throw noSuchKey(source.key);
    checkCopySource(params, found);
    checkWrite(params, key, objects.get(key));
    const replaces = replacesMetadata(params);
    if (!replaces && source.bucket === bucketOf(params) && source.key === key)
      throw new S3Error(
        'InvalidRequest',
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
        400,
      );
    const modifiedAt = clock.now();
    objects.put(key, { ...found, modifiedAt, ...(replaces && describedBy(params)) });
    const CopyObjectResult: JsonObject = {
      ETag: found.etag,
      LastModified: new Date(modifiedAt).toISOString(),
      ...shownChecksums(found),
    };
    return { CopyObjectResult };
  };
}

/** `bucket/key`, percent-encoded, with or without a slash in front. */
function sourceOf(params: JsonObject): { readonly bucket: string; readonly key: string } {
  const given = textOf(params, 'CopySource') ?? '';
  const [path = ''] = given.split('?versionId=');
  const [, bucket = '', key = ''] = /^\/?([^/]+)\/(.+)$/s.exec(decoded(path)) ?? [];
  if (key !== '') return { bucket, key };
  throw invalidArgument(
    'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    'x-amz-copy-source',
    given,
  );
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function replacesMetadata(params: JsonObject): boolean {
  const directive = textOf(params, 'MetadataDirective') ?? 'COPY';
  if (directive === 'COPY' || directive === 'REPLACE') return directive === 'REPLACE';
  throw invalidArgument('Unknown metadata directive.', 'x-amz-metadata-directive', directive);
}

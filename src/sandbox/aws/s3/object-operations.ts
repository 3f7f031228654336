import { isJsonObject, type Clock, type JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import type { Buckets } from './buckets.ts';
import { checksumsOf, etagOf } from './checksum.ts';
import { checkRead, checkWrite } from './condition.ts';
import { systemHeaders } from './header-names.ts';
import type { StoredObject } from './objects.ts';
import { bucketOf, keyOf, objectsOf, textOf, textsOf } from './parameter.ts';
import { partOf, type Part } from './range.ts';
import { malformedXml, noSuchKey, S3Error } from './s3-error.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const mostDeleted = 1_000;
/** Bytes of names and values together. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const largestMetadata = 2_048;

/**
 * Objects one by one. A `Body` is text; where `BodyEncoding` is `base64` it is bytes in that form: so the wire asks, which
 * must be safe for any byte.
 */
export function objectOperations(buckets: Buckets, clock: Clock): Operations {
  const read = (params: JsonObject, caller: Caller): { object: StoredObject; part: Part | undefined } => {
    const bucket = buckets.get(bucketOf(params), caller);
    const key = keyOf(params);
    const object = bucket.objects.get(key);
    if (!object) throw noSuchKey(key);
    checkRead(params, object);
    return { object, part: partOf(textOf(params, 'Range'), object.body.length) };
  };
  return {
    PutObject(params, caller) {
      const { objects } = buckets.get(bucketOf(params), caller);
      const key = keyOf(params);
      const body = Buffer.from(textOf(params, 'Body') ?? '', encodingOf(params));
      const checksums = checksumsOf(params, body);
      checkWrite(params, key, objects.get(key));
      const about = describedBy(params);
      const object = { body, etag: etagOf(body), modifiedAt: clock.now(), ...about, checksums };
      objects.put(key, object);
      return { ETag: object.etag, ...shownChecksums(object) };
    },
    GetObject(params, caller) {
      const { object, part } = read(params, caller);
      const body = part ? object.body.subarray(part.first, part.last + 1) : object.body;
      return { ...shown(object, params, part), Body: body.toString(encodingOf(params)) };
    },
    HeadObject(params, caller) {
      const { object, part } = read(params, caller);
      return shown(object, params, part);
    },
    DeleteObject(params, caller) {
      buckets.get(bucketOf(params), caller).objects.delete(keyOf(params));
      return {};
    },
    DeleteObjects(params, caller) {
      const { objects } = buckets.get(bucketOf(params), caller);
      const wanted = isJsonObject(params['Delete']) ? params['Delete'] : {};
      const listed = objectsOf(wanted['Objects']);
      if (listed.length === 0 || listed.length > mostDeleted) throw malformedXml();
      const Deleted: JsonObject[] = [];
      const Errors: JsonObject[] = [];
      for (const one of listed) {
        const Key = textOf(one, 'Key') ?? '';
        try {
          objects.delete(keyOf(one));
          Deleted.push({ Key });
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          Errors.push({ Key, Code: error.code, Message: error.message });
        }
      }
      const quiet = textOf(wanted, 'Quiet') === 'true';
      return { ...(!quiet && { Deleted }), ...(Errors.length > 0 && { Errors }) };
    },
  };
}

/** Headers and metadata that a new object is given. @throws MetadataTooLarge */
export function describedBy(params: JsonObject): Pick<StoredObject, 'system' | 'metadata'> {
  const system: Record<string, string> = { ContentType: 'binary/octet-stream' };
  for (const name of Object.keys(systemHeaders)) {
    const value = textOf(params, name);
    if (value !== undefined) system[name] = value;
  }
  const metadata = Object.fromEntries(
    Object.entries(textsOf(params['Metadata'])).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const bytes = Object.entries(metadata).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0);
  if (bytes > largestMetadata)
    throw new S3Error(
      'MetadataTooLarge',
      'Your metadata headers exceed the maximum allowed metadata size',
      400,
      {
        elements: { Size: String(bytes), MaxSizeAllowed: String(largestMetadata) },
      },
    );
  return { system, metadata };
}

export function shownChecksums({ checksums }: Pick<StoredObject, 'checksums'>): JsonObject {
  return Object.keys(checksums).length > 0 ? { ...checksums, ChecksumType: 'FULL_OBJECT' } : {};
}

function shown(object: StoredObject, params: JsonObject, part: Part | undefined): JsonObject {
  const size = object.body.length;
  return {
    AcceptRanges: 'bytes',
    LastModified: new Date(object.modifiedAt).toISOString(),
    ContentLength: part ? part.last - part.first + 1 : size,
    ...(part && { ContentRange: `bytes ${String(part.first)}-${String(part.last)}/${String(size)}` }),
    ETag: object.etag,
    ...object.system,
    ServerSideEncryption: 'AES256',
    Metadata: object.metadata,
    // A checksum is of the whole: a part has none.
    ...(textOf(params, 'ChecksumMode') === 'ENABLED' && !part && shownChecksums(object)),
  };
}

function encodingOf(params: JsonObject): 'base64' | 'utf8' {
  return textOf(params, 'BodyEncoding') === 'base64' ? 'base64' : 'utf8';
}

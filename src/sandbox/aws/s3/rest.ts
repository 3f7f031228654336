import type { JsonObject } from '../../../platform/index.ts';
import type { WebRequest } from '../../web/request.ts';
import type { Caller } from '../caller.ts';
import type { RestCall } from '../service.ts';
import { addressOf, type Address } from './address.ts';
import { unchunked } from './aws-chunked.ts';
import { metadataPrefix, requestHeaders } from './header-names.ts';
import { readCreateBucket, readDelete } from './xml-bodies.ts';

/** Parameters of the address, by the names that operations have for them. */
const queries: Readonly<Record<string, string>> = {
  prefix: 'Prefix',
  delimiter: 'Delimiter',
  'max-keys': 'MaxKeys',
  'continuation-token': 'ContinuationToken',
  'start-after': 'StartAfter',
  'encoding-type': 'EncodingType',
  marker: 'Marker',
};
/** What an address may say without meaning another operation. */
const harmless =
  /^(x-id|list-type|fetch-owner|versionId|partNumber|max-buckets|bucket-region|response-.*|X-Amz-.*)$/i;

/** Which operation of S3 a request means: those that are signed for it, wherever they go. */
export function s3CallOf(request: WebRequest, { service }: Caller): RestCall | undefined {
  if (service !== 's3') return undefined;
  const address = addressOf(request);
  const operation = operationOf(request, address);
  return { operation, params: { ...paramsOf(request, address), ...bodyOf(request, operation) } };
}

function operationOf({ method, url, headers }: WebRequest, { bucket, key }: Address): string {
  const query = url.searchParams;
  const [part] = [...query.keys()].filter((name) => queries[name] === undefined && !harmless.test(name));
  if (bucket === '' && method === 'GET') return 'ListBuckets';
  if (key === '' && part === 'location' && method === 'GET') return 'GetBucketLocation';
  if (key === '' && part === 'delete' && method === 'POST') return 'DeleteObjects';
  if (part === undefined) {
    const lists = query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
    const copies = headers['x-amz-copy-source'] !== undefined;
    const found =
      key === ''
        ? { GET: lists, HEAD: 'HeadBucket', PUT: 'CreateBucket', DELETE: 'DeleteBucket' }
        : {
            GET: 'GetObject',
            HEAD: 'HeadObject',
            PUT: copies ? 'CopyObject' : 'PutObject',
            DELETE: 'DeleteObject',
          };
    if (Object.hasOwn(found, method)) return found[method as keyof typeof found];
  }
  return `${method} ${key === '' ? '/bucket' : '/bucket/key'}${part === undefined ? '' : `?${part}`}`;
}

function paramsOf({ url, headers }: WebRequest, { bucket, key }: Address): JsonObject {
  const params: Record<string, string> = { Bucket: bucket, Key: key };
  for (const [written, name] of Object.entries(queries)) {
    const value = url.searchParams.get(written);
    if (value !== null) params[name] = value;
  }
  for (const [name, header] of Object.entries(requestHeaders)) {
    const value = headers[header];
    if (typeof value === 'string') params[name] = value;
  }
  const metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (name.startsWith(metadataPrefix) && typeof value === 'string')
      metadata[name.slice(metadataPrefix.length)] = value;
  return { ...params, Metadata: metadata };
}

function bodyOf(request: WebRequest, operation: string): JsonObject {
  switch (operation) {
    case 'CreateBucket':
      return readCreateBucket(request.body.toString());
    case 'DeleteObjects':
      return readDelete(request.body.toString());
    case 'PutObject':
      return readObject(request);
    case 'GetObject':
      return { BodyEncoding: 'base64' };
    default:
      return {};
  }
}

function readObject({ body, headers }: WebRequest): JsonObject {
  const hash = headers['x-amz-content-sha256'];
  const written = headers['content-encoding'] ?? '';
  const own = { BodyEncoding: 'base64' };
  if (!written.includes('aws-chunked') && !(typeof hash === 'string' && hash.startsWith('STREAMING-')))
    return { ...own, Body: body.toString('base64') };
  const whole = unchunked(body);
  const encodings = written.split(',').map((one) => one.trim());
  const kept = encodings.filter((one) => one !== '' && one !== 'aws-chunked').join(',');
  const checksums = Object.entries(requestHeaders).flatMap(([name, header]) => {
    const value = whole.trailers[header];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...own,
    Body: whole.body.toString('base64'),
    // How it travelled is no property of the object.
    ContentEncoding: kept === '' ? null : kept,
    ...(Object.fromEntries(checksums) as JsonObject),
  };
}

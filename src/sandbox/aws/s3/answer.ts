import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import type { AwsError } from '../aws-error.ts';
import { escapeXml } from '../query-protocol.ts';
import type { RestAnswer } from '../service.ts';
import { checksumHeaders, metadataPrefix, systemHeaders } from './header-names.ts';
import { S3Error } from './s3-error.ts';

const xml = { 'content-type': 'application/xml' };
const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
/** The outermost element of an answer, by operation. */
const roots: Readonly<Record<string, string>> = {
  ListBuckets: 'ListAllMyBucketsResult',
  ListObjects: 'ListBucketResult',
  ListObjectsV2: 'ListBucketResult',
  GetBucketLocation: 'LocationConstraint',
  CopyObject: 'CopyObjectResult',
  DeleteObjects: 'DeleteResult',
};
/** Lists whose items are not elements of the list's own name. */
const items: Readonly<Record<string, string>> = { Errors: 'Error' };
/** Members that are keys or parts of them: written percent-encoded where a listing is asked so. */
const encoded = new Set(['Key', 'Prefix', 'Delimiter', 'StartAfter', 'Marker', 'NextMarker']);

const headerOf: Readonly<Record<string, string>> = {
  ...systemHeaders,
  ...checksumHeaders,
  ETag: 'etag',
  AcceptRanges: 'accept-ranges',
  ContentLength: 'content-length',
  ContentRange: 'content-range',
  ChecksumType: 'x-amz-checksum-type',
  ServerSideEncryption: 'x-amz-server-side-encryption',
  BucketRegion: 'x-amz-bucket-region',
  Location: 'location',
};

export function s3Answer(operation: string, result: JsonObject): RestAnswer {
  const root = roots[operation];
  if (root !== undefined) return { headers: xml, body: document(root, result) };
  const { Body } = result;
  const part = result['ContentRange'] !== undefined;
  return {
    status: operation.startsWith('Delete') ? 204 : part ? 206 : 200,
    headers: headersOf(result),
    body: typeof Body === 'string' ? Buffer.from(Body, 'base64') : '',
  };
}

/** Refusals carry no body where the method is HEAD: the server leaves it out. */
export function s3Error(error: AwsError, requestId: string): RestAnswer {
  // S3 has one word for whatever it cannot do.
  const unknown = error.code === 'UnknownOperationException';
  const code = unknown ? 'NotImplemented' : error.code;
  const { elements = {}, headers = {} } = error instanceof S3Error ? error : {};
  const body = elementsOf({
    Code: code,
    Message: error.message,
    ...elements,
    RequestId: requestId,
    HostId: 'sandbox',
  });
  return {
    status: unknown ? 501 : error.status,
    headers: { ...xml, 'x-amz-request-id': requestId, ...headers },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${body}</Error>`,
  };
}

function headersOf(result: JsonObject): Readonly<Record<string, string>> {
  const headers: Record<string, string> = { 'content-type': 'application/xml' };
  for (const [name, header] of Object.entries(headerOf)) {
    const value = result[name];
    if (typeof value === 'string' || typeof value === 'number') headers[header] = legible(String(value));
  }
  const { LastModified, Metadata } = result;
  if (typeof LastModified === 'string') headers['last-modified'] = new Date(LastModified).toUTCString();
  for (const [name, value] of Object.entries(isJsonObject(Metadata) ? Metadata : {}))
    if (typeof value === 'string') headers[`${metadataPrefix}${name}`] = legible(value);
  return headers;
}

/** What a header cannot hold goes as RFC 2047 has it, as S3 does. */
function legible(value: string): string {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
    ? value
    : `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
}

function document(root: string, result: JsonObject): string {
  const { CopyObjectResult, LocationConstraint } = result;
  const body = isJsonObject(CopyObjectResult)
    ? elementsOf(CopyObjectResult)
    : root === 'LocationConstraint'
      ? text(LocationConstraint ?? '')
      : elementsOf(result, result['EncodingType'] === 'url');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${body}</${root}>`;
}

function elementsOf(members: JsonObject, percent = false): string {
  return Object.entries(members)
    .map(([name, value]) => elementOf(name, value, percent))
    .join('');
}

function elementOf(name: string, value: JsonValue, percent: boolean): string {
  if (Array.isArray(value)) {
    const list = value as readonly JsonValue[];
    if (name === 'Buckets')
      return `<Buckets>${list.map((one) => elementOf('Bucket', one, percent)).join('')}</Buckets>`;
    return list.map((one) => elementOf(items[name] ?? name, one, percent)).join('');
  }
  if (isJsonObject(value)) return `<${name}>${elementsOf(value, percent)}</${name}>`;
  return `<${name}>${percent && encoded.has(name) && typeof value === 'string' ? uri(value) : text(value)}</${name}>`;
}

function text(value: JsonValue): string {
  return escapeXml(typeof value === 'string' ? value : JSON.stringify(value));
}

function uri(value: string): string {
  return encodeURIComponent(value).replaceAll('%2F', '/');
}

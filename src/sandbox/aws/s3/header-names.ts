/** What an object says of itself, by names in the API; headers on the wire. */
export const systemHeaders: Readonly<Record<string, string>> = {
  ContentType: 'content-type',
  ContentEncoding: 'content-encoding',
  ContentLanguage: 'content-language',
  ContentDisposition: 'content-disposition',
  CacheControl: 'cache-control',
  Expires: 'expires',
};

export const checksumHeaders: Readonly<Record<string, string>> = {
  ChecksumCRC32: 'x-amz-checksum-crc32',
  ChecksumCRC32C: 'x-amz-checksum-crc32c',
  ChecksumCRC64NVME: 'x-amz-checksum-crc64nvme',
  ChecksumSHA1: 'x-amz-checksum-sha1',
  ChecksumSHA256: 'x-amz-checksum-sha256',
};

/** Other headers of requests, by the names of the parameters that they are. */
export const requestHeaders: Readonly<Record<string, string>> = {
  ...systemHeaders,
  ...checksumHeaders,
  ContentMD5: 'content-md5',
  ChecksumMode: 'x-amz-checksum-mode',
  Range: 'range',
  IfMatch: 'if-match',
  IfNoneMatch: 'if-none-match',
  IfModifiedSince: 'if-modified-since',
  IfUnmodifiedSince: 'if-unmodified-since',
  CopySource: 'x-amz-copy-source',
  MetadataDirective: 'x-amz-metadata-directive',
  CopySourceIfMatch: 'x-amz-copy-source-if-match',
  CopySourceIfNoneMatch: 'x-amz-copy-source-if-none-match',
  CopySourceIfModifiedSince: 'x-amz-copy-source-if-modified-since',
  CopySourceIfUnmodifiedSince: 'x-amz-copy-source-if-unmodified-since',
};

export const metadataPrefix = 'x-amz-meta-';

import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { JsonObject } from '../../../platform/index.ts';
import { checksumHeaders } from './header-names.ts';
import { textOf } from './parameter.ts';
import { S3Error } from './s3-error.ts';

/** Those that Node can reckon; the others are kept as they were given. */
const reckoned: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  ChecksumCRC32(body) {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return sum;
  },
  ChecksumSHA1: (body) => createHash('sha1').update(body).digest(),
  ChecksumSHA256: (body) => createHash('sha256').update(body).digest(),
};

/** The checksums that came with a body. @throws BadDigest, InvalidDigest where one is wrong */
export function checksumsOf(params: JsonObject, body: Buffer): Readonly<Record<string, string>> {
  const md5 = textOf(params, 'ContentMD5');
  if (md5 !== undefined) checkMd5(md5, body);
  const found: Record<string, string> = {};
  for (const name of Object.keys(checksumHeaders)) {
    const given = textOf(params, name);
    if (given === undefined) continue;
    const right = reckoned[name]?.(body).toString('base64') ?? given;
    if (right !== given)
      throw new S3Error(
        'BadDigest',
        `The ${name.slice('Checksum'.length)} you specified did not match the calculated checksum.`,
        400,
      );
    found[name] = given;
  }
  return found;
}

export function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

function checkMd5(given: string, body: Buffer): void {
  if (Buffer.from(given, 'base64').length !== 16)
    throw new S3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.', 400);
  if (createHash('md5').update(body).digest('base64') !== given)
    throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.', 400);
}

import { S3Error } from './s3-error.ts';

/** A body that came in pieces, put together, and the headers that came behind it. */
interface Unchunked {
  readonly body: Buffer;
  readonly trailers: Readonly<Record<string, string>>;
}

/**
 * Content encoding `aws-chunked`: pieces with their size, and perhaps a signature, in front; a checksum comes last.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 * @throws IncompleteBody
 */
export function unchunked(raw: Buffer): Unchunked {
  const pieces: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = raw.indexOf('\r\n', at);
    const [, hex] = /^([0-9a-f]+)(?:;|$)/i.exec(end < 0 ? '' : raw.toString('latin1', at, end)) ?? [];
    if (hex === undefined) throw incomplete();
    const size = Number.parseInt(hex, 16);
    at = end + 2;
    if (size === 0) return { body: Buffer.concat(pieces), trailers: trailersOf(raw.toString('latin1', at)) };
    if (at + size > raw.length) throw incomplete();
    pieces.push(raw.subarray(at, at + size));
    at += size + 2;
  }
}

function trailersOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
    }),
  );
}

function incomplete(): S3Error {
  return new S3Error(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
    400,
  );
}

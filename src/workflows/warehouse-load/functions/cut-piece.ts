import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

interface Asked {
  readonly bucket: string;
  readonly key: string;
  /** Where the piece begins, in bytes. */
  readonly offset: number;
  readonly number: number;
}
interface Piece {
  readonly key: string;
  /** Where the next one begins. */
  readonly next: number;
  readonly last: boolean;
}

class LineTooLongError extends Error {
  override readonly name = 'LineTooLongError';
}

// By path, as S3 stand-ins want it.
const s3 = new S3Client({ forcePathStyle: true });
const lineFeed = 10;

/** Cuts a piece at the end of a line and gives it the file's header. Lines have no breaks within quotes. */
export async function handler({ bucket, key, offset, number }: Asked): Promise<Piece> {
  const size = Number(process.env['PIECE_BYTES']);
  const { bytes, total } = await read(bucket, key, offset, size);
  const atEnd = offset + bytes.length >= total;
  const end = atEnd ? bytes.length : bytes.lastIndexOf(lineFeed) + 1;
  if (end === 0)
    throw new LineTooLongError(
      `The line at byte ${String(offset)} of ${key} is longer than a piece, ${String(size)} bytes.`,
    );
  const piece = bytes.subarray(0, end);
  const header = offset === 0 ? new Uint8Array() : await headerOf(bucket, key, size);
  const Key = `pieces/${key}/${String(number).padStart(5, '0')}.csv`;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: Buffer.concat([header, piece]) }));
  return { key: Key, next: offset + end, last: atEnd };
}

async function read(Bucket: string, Key: string, from: number, size: number) {
  const Range = `bytes=${String(from)}-${String(from + size - 1)}`;
  const { Body, ContentRange } = await s3.send(new GetObjectCommand({ Bucket, Key, Range }));
  const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
  return { bytes, total: Number(ContentRange?.split('/').at(-1) ?? bytes.length) };
}

async function headerOf(bucket: string, key: string, size: number): Promise<Uint8Array> {
  const { bytes } = await read(bucket, key, 0, size);
  return bytes.subarray(0, bytes.indexOf(lineFeed) + 1);
}

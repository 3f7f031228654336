import { inflateRawSync } from 'node:zlib';

/** PKWARE's APPNOTE.TXT, sections 4.3.12 and 4.3.16: the central directory tells of each file, and its end stands last. */
const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const endSize = 22;
const longestComment = 65_535;
const localHeaderSize = 30;
const stored = 0;
const deflated = 8;

/** The files of a ZIP archive by path; undefined where the bytes are none that Lambda would open. */
export function unzipped(bytes: Buffer): ReadonlyMap<string, Buffer> | undefined {
  try {
    return new Map(entries(bytes));
  } catch (error) {
    if (error instanceof BadZip || error instanceof RangeError || isZlibError(error)) return undefined;
    throw error;
  }
}

class BadZip extends Error {}

function* entries(bytes: Buffer): Generator<[string, Buffer]> {
  const end = endOf(bytes);
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== entryMark) throw new BadZip();
    const nameLength = bytes.readUInt16LE(at + 28);
    const path = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (path.startsWith('/') || path.split('/').includes('..')) throw new BadZip();
    if (!path.endsWith('/')) yield [path, contentAt(bytes, at)];
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

function endOf(bytes: Buffer): number {
  const first = Math.max(bytes.length - endSize - longestComment, 0);
  for (let at = bytes.length - endSize; at >= first; at -= 1)
    if (bytes.readUInt32LE(at) === endMark) return at;
  throw new BadZip();
}

function contentAt(bytes: Buffer, entry: number): Buffer {
  const method = bytes.readUInt16LE(entry + 10);
  const size = bytes.readUInt32LE(entry + 20);
  const header = bytes.readUInt32LE(entry + 42);
  const begin = header + localHeaderSize + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  const content = bytes.subarray(begin, begin + size);
  if (method === stored) return content;
  if (method === deflated) return inflateRawSync(content);
  throw new BadZip();
}

function isZlibError(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && code.startsWith('Z_');
}

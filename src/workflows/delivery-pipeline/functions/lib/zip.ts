import { crc32 } from 'node:zlib';

const marks = { file: 'PK\x03\x04', entry: 'PK\x01\x02', end: 'PK\x05\x06' };

/** A ZIP archive of these files, stored as they are: PKWARE's APPNOTE.TXT, section 4.3. Equal files give equal bytes. */
export function zip(files: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const name = Buffer.from(path);
    // Version 2.0, UTF-8 names, no compression, 1 January 1980; checksum, both sizes, length of the name.
    const entry = Buffer.alloc(26);
    entry.writeUInt16LE(20, 0);
    entry.writeUInt16LE(0x0800, 2);
    entry.writeUInt16LE(0x0021, 8);
    entry.writeUInt32LE(crc32(content), 10);
    entry.writeUInt32LE(content.length, 14);
    entry.writeUInt32LE(content.length, 18);
    entry.writeUInt16LE(name.length, 22);
    const body = Buffer.concat([Buffer.from(marks.file), entry, name, content]);
    // No comment, first disk, a regular file that all may read: Lambda's code does not run as its owner.
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((0o100644 << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from(marks.entry), Buffer.from([20, 3]), entry, rest, name]));
    bodies.push(body);
    offset += body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, list, Buffer.from(marks.end), end]);
}

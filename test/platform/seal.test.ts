import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { BrokenSeal, createSealer, UnknownSealKey, type SealKey } from '../../src/platform/index.ts';

const key = (id: string): SealKey => ({ id, key: createHash('sha256').update(id).digest() });
const token = 'AQCEAAAAKgAAAAMAAAAAAAAAAb-a-task-token';

describe('a sealed token', () => {
  it('opens with the key that sealed it, for the record that it belongs to', () => {
    const sealer = createSealer([key('k1')]);
    const sealed = sealer.seal(token, 'approval-1');
    expect(sealer.open(sealed, 'approval-1')).toBe(token);
    expect(Buffer.from(sealed.box, 'base64').toString('latin1')).not.toContain('task-token');
  });

  it('is another each time, so that equal tokens cannot be told by their boxes', () => {
    const sealer = createSealer([key('k1')]);
    expect(sealer.seal(token, 'a').box).not.toBe(sealer.seal(token, 'a').box);
  });

  it('still opens after a new key was put first, and what is sealed then takes the new one', () => {
    const before = createSealer([key('k1')]).seal(token, 'approval-1');
    const rotated = createSealer([key('k2'), key('k1')]);
    expect(rotated.open(before, 'approval-1')).toBe(token);
    const after = rotated.seal(token, 'approval-2');
    expect(after.keyId).toBe('k2');
    expect(createSealer([key('k2')]).open(after, 'approval-2')).toBe(token);
  });

  it('names the key that is missing once an old one is gone', () => {
    const before = createSealer([key('k1')]).seal(token, 'approval-1');
    expect(() => createSealer([key('k2')]).open(before, 'approval-1')).toThrow(UnknownSealKey);
    expect(() => createSealer([key('k2')]).open(before, 'approval-1')).toThrow(/"k1".*Add that key again/);
  });

  it('does not open for another record, nor with one bit flipped anywhere', () => {
    const sealer = createSealer([key('k1')]);
    const sealed = sealer.seal(token, 'approval-1');
    expect(() => sealer.open(sealed, 'approval-2')).toThrow(BrokenSeal);
    const bytes = Buffer.from(sealed.box, 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
      expect(() => sealer.open({ ...sealed, box: changed.toString('base64') }, 'approval-1')).toThrow(
        BrokenSeal,
      );
    }
  });

  it('does not open with another key of the same name', () => {
    const sealed = createSealer([key('k1')]).seal(token, 'a');
    const other = createSealer([{ ...key('other'), id: 'k1' }]);
    expect(() => other.open(sealed, 'a')).toThrow(BrokenSeal);
  });
});

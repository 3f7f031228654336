import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A random id such as `apr_8k2m0q7w1d5r9t3x`: 80 bits, safe in URLs, file names and Slack values. */
export function newId(prefix: string): string {
  return `${prefix}_${encode(randomBytes(10))}`;
}

/** An id that is the same for the same parts: what makes a repeated request one request. 100 bits of SHA-256. */
export function derivedId(prefix: string, ...parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  return `${prefix}_${encode(digest.subarray(0, 12))}`;
}

export function newUuid(): string {
  return randomUUID();
}

/** A random text of these characters, for keys and secrets of the form that somebody else prescribes. */
export function randomText(characters: string, length: number): string {
  return Array.from({ length }, () => characters.charAt(randomInt(characters.length))).join('');
}

/** SHA-256 as hex. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A number in [0, 1). */
export function randomFraction(): number {
  return Math.random();
}

function encode(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((value >> bits) & 31);
      value &= (1 << bits) - 1;
    }
  }
  return bits > 0 ? text + alphabet.charAt((value << (5 - bits)) & 31) : text;
}

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { CodedError } from './errors.ts';

/** Text encrypted with AES-256-GCM, bound to the record it belongs to. */
export interface Sealed {
  readonly keyId: string;
  /** base64 of nonce (12 bytes), tag (16 bytes) and ciphertext. */
  readonly box: string;
}

/** Encrypts and decrypts small secrets. The first key seals; every key can open, so that keys can be rotated. */
export interface Sealer {
  seal(text: string, boundTo: string): Sealed;
  /** @throws {UnknownSealKey} where the key is not among those configured, {@link BrokenSeal} where the box was changed. */
  open(sealed: Sealed, boundTo: string): string;
}

export interface SealKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

export class UnknownSealKey extends CodedError {
  readonly code = 'unknown-seal-key';
  readonly keyId: string;
  constructor(keyId: string) {
    super(
      `This token was encrypted with key "${keyId}", which SIGNALBOX_TOKEN_KEY no longer lists. Add that key again, after the new one.`,
    );
    this.keyId = keyId;
  }
}

export class BrokenSeal extends CodedError {
  readonly code = 'broken-seal';
}

export function createSealer(keys: readonly [SealKey, ...SealKey[]]): Sealer {
  const [current] = keys;
  return {
    seal(text, boundTo) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce).setAAD(Buffer.from(boundTo));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return { keyId: current.id, box: Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64') };
    },
    open(sealed, boundTo) {
      const key = keys.find((candidate) => candidate.id === sealed.keyId);
      if (!key) throw new UnknownSealKey(sealed.keyId);
      const bytes = Buffer.from(sealed.box, 'base64');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key.key, bytes.subarray(0, 12))
          .setAAD(Buffer.from(boundTo))
          .setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      } catch (error) {
        throw new BrokenSeal('The encrypted token does not belong to this record, or was changed.', {
          cause: error,
        });
      }
    },
  };
}

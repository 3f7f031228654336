import type { Budget } from './budget.ts';
import { utf8Order } from './utf8-order.ts';

/** What stands under a key. Never changed: a new object takes its place. */
export interface StoredObject {
  readonly body: Buffer;
  /** In quotes, as on the wire. */
  readonly etag: string;
  readonly modifiedAt: number;
  /** Headers such as the content type, by their names in the API: `ContentType`. */
  readonly system: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  /** By their names in the API: `ChecksumCRC32`. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** The objects of a bucket, and their keys in order, so that a page of many is found by halving. */
export interface Objects {
  get(key: string): StoredObject | undefined;
  put(key: string, object: StoredObject): void;
  delete(key: string): void;
  /** In the order of their UTF-8 bytes. */
  keys(): readonly string[];
  /** The place of the first key that `past` holds for; it must hold for all keys behind that one. */
  firstPast(past: (key: string) => boolean): number;
}

export function createObjects(budget: Budget): Objects {
  const byKey = new Map<string, StoredObject>();
  const keys: string[] = [];
  const firstPast = (past: (key: string) => boolean) => {
    let [from, to] = [0, keys.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (past(keys[middle] ?? '')) to = middle;
      else from = middle + 1;
    }
    return from;
  };
  const placeOf = (key: string) => firstPast((other) => utf8Order(other, key) >= 0);
  return {
    get: (key) => byKey.get(key),
    put(key, object) {
      const before = byKey.get(key);
      budget.change(object.body.length - (before?.body.length ?? 0));
      if (!before) keys.splice(placeOf(key), 0, key);
      byKey.set(key, object);
    },
    delete(key) {
      const before = byKey.get(key);
      if (!before) return;
      budget.change(-before.body.length);
      byKey.delete(key);
      keys.splice(placeOf(key), 1);
    },
    keys: () => keys,
    firstPast,
  };
}

import type { SeenEvents } from '../../events/index.ts';

export function createMemorySeenEvents(): SeenEvents {
  const seen = new Map<string, number>();
  return {
    has: (key) => Promise.resolve(seen.has(key)),
    add(keys, at) {
      for (const key of keys) if (!seen.has(key)) seen.set(key, at);
      return Promise.resolve();
    },
    forget(before) {
      const old = [...seen].filter(([, at]) => at < before);
      for (const [key] of old) seen.delete(key);
      return Promise.resolve(old.length);
    },
  };
}

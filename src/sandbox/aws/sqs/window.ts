/** What is remembered for a fixed time after it happened. */
export interface Window<T> {
  find(key: string, now: number): T | undefined;
  remember(key: string, value: T, now: number): void;
}

/**
 * Ids of messages and of receives are known for five minutes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
const rememberedForMs = 300_000;

export function createWindow<T>(): Window<T> {
  const entries = new Map<string, { readonly value: T; readonly until: number }>();
  const forget = (now: number) => {
    // A map keeps the order in which entries came, and all live equally long: the first is the next to go.
    for (const [key, { until }] of entries) {
      if (until > now) return;
      entries.delete(key);
    }
  };
  return {
    find(key, now) {
      forget(now);
      return entries.get(key)?.value;
    },
    remember(key, value, now) {
      forget(now);
      entries.delete(key);
      entries.set(key, { value, until: now + rememberedForMs });
    },
  };
}

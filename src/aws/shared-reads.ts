/**
 * Reads that many want at once, done once for all of them: whoever asks gets what was read after they asked. While one
 * read is under way, all who ask wait for the one after it.
 */
export function sharedReads<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const underWay = new Map<string, { now: Promise<T>; next?: Promise<T> }>();
  const begin = (key: string): Promise<T> => {
    const now = read(key);
    const reading: { now: Promise<T>; next?: Promise<T> } = { now };
    underWay.set(key, reading);
    const done = () => {
      if (underWay.get(key) === reading && !reading.next) underWay.delete(key);
    };
    now.then(done, done);
    return now;
  };
  return (key) => {
    const reading = underWay.get(key);
    if (!reading) return begin(key);
    reading.next ??= reading.now.then(
      () => begin(key),
      () => begin(key),
    );
    return reading.next;
  };
}

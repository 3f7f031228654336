import { describe, expect, it } from '@jest/globals';
import { sharedReads } from '../../src/aws/shared-reads.ts';

/** Reads that are answered by hand, in order. */
function reads() {
  const begun: { key: string; answer: (text: string) => void; fail: (why: string) => void }[] = [];
  const read = sharedReads(
    (key: string) =>
      new Promise<string>((resolve, reject) => {
        begun.push({
          key,
          answer: resolve,
          fail: (why) => {
            reject(new Error(why));
          },
        });
      }),
  );
  return { begun, read };
}

describe('a read that many want at once', () => {
  it('is done twice at most: once for the first, once for all who came meanwhile', async () => {
    const { begun, read } = reads();
    const first = read('a');
    const others = [read('a'), read('a'), read('a')];
    begun[0]?.answer('old');
    expect(await first).toBe('old');
    await new Promise(setImmediate);
    begun[1]?.answer('new');
    expect(await Promise.all(others)).toEqual(['new', 'new', 'new']);
    expect(begun).toHaveLength(2);
  });

  it('is done anew for whoever comes when it is over, and apart for another key', async () => {
    const { begun, read } = reads();
    const first = read('a');
    void read('b');
    begun[0]?.answer('one');
    await first;
    await new Promise(setImmediate);
    void read('a');
    expect(begun.map(({ key }) => key)).toEqual(['a', 'b', 'a']);
  });

  it('fails for those alone who waited for the one that failed', async () => {
    const { begun, read } = reads();
    const first = read('a');
    const second = read('a');
    begun[0]?.fail('throttled');
    await expect(first).rejects.toThrow('throttled');
    await new Promise(setImmediate);
    begun[1]?.answer('fine');
    expect(await second).toBe('fine');
  });
});

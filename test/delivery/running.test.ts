import { describe, expect, it } from '@jest/globals';
import { askedOnce } from '../../src/delivery/index.ts';

describe('what runs, asked once', () => {
  it('asks AWS once for each state machine, also where it fails', async () => {
    const asked: string[] = [];
    const running = askedOnce((arn) => {
      asked.push(arn);
      return arn === 'gone' ? Promise.reject(new Error('throttled')) : Promise.resolve(new Set([`${arn}:e`]));
    });
    expect(await running('a')).toEqual(new Set(['a:e']));
    expect(await running('b')).toEqual(new Set(['b:e']));
    expect(await running('a')).toEqual(new Set(['a:e']));
    await expect(running('gone')).rejects.toThrow('throttled');
    await expect(running('gone')).rejects.toThrow('throttled');
    expect(asked).toEqual(['a', 'b', 'gone']);
  });
});

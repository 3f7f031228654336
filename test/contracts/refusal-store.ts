import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RefusalLine, RefusalStore } from '../../src/access/index.ts';
import { emptyChain, linked, linkFault, type ChainHead } from '../../src/platform/index.ts';
import { monday } from './records.ts';
import type { Opened } from './opened.ts';

const lineAfter = (head: ChainHead, person: string, because = 'no rule'): RefusalLine =>
  linked(head, {
    person,
    at: monday,
    what: 'refused' as const,
    detail: { action: 'start', resource: 'deploy-api', because },
  });

/** What every implementation of RefusalStore is held to. */
export function describeRefusalStore(
  technology: string,
  open: () => Opened<{ refusals: RefusalStore }>,
): void {
  describe(`refusals in ${technology}`, () => {
    let store: RefusalStore;
    let close: () => void | Promise<void>;
    beforeEach(async () => {
      ({ refusals: store, close } = await open());
    });
    afterEach(async () => {
      await close();
    });
    const linesOf = async (person?: string) => {
      const lines: RefusalLine[] = [];
      for await (const line of store.lines(person)) lines.push(line);
      return lines;
    };

    it('keeps the lines of each person in a chain of their own', async () => {
      const a1 = lineAfter(emptyChain, 'U0A');
      const b1 = lineAfter(emptyChain, 'U0B');
      const a2 = lineAfter(a1, 'U0A', 'Añil ✓');
      for (const line of [a1, b1, a2]) expect(await store.append(line)).toBe('appended');
      expect(await linesOf('U0A')).toEqual([a1, a2]);
      expect(await linesOf('U0B')).toEqual([b1]);
      expect(await linesOf('U0C')).toEqual([]);
      const all = await linesOf();
      expect(all).toHaveLength(3);
      expect(all.filter(({ person }) => person === 'U0A')).toEqual([a1, a2]);
    });

    it('knows the newest line, and of nobody none', async () => {
      expect(await store.last('U0A')).toBeUndefined();
      let head: ChainHead = emptyChain;
      for (let count = 0; count < 12; count += 1) {
        const line = lineAfter(head, 'U0A');
        await store.append(line);
        head = line;
      }
      expect(await store.last('U0A')).toMatchObject({ sequence: 12, hash: head.hash });
    });

    it('takes one of two lines with the same number, and leaves the first as it is', async () => {
      const first = lineAfter(emptyChain, 'U0A', 'first');
      expect(await store.append(first)).toBe('appended');
      expect(await store.append(lineAfter(emptyChain, 'U0A', 'second'))).toBe('taken');
      expect(await linesOf('U0A')).toEqual([first]);
    });

    it('ends in one whole chain when writers race', async () => {
      const write = async (because: string) => {
        for (;;) {
          const head = (await store.last('U0A')) ?? emptyChain;
          if ((await store.append(lineAfter(head, 'U0A', because))) === 'appended') return;
        }
      };
      await Promise.all(Array.from({ length: 10 }, (_none, index) => write(`writer ${String(index)}`)));
      const lines = await linesOf('U0A');
      expect(lines).toHaveLength(10);
      let head: ChainHead = emptyChain;
      for (const line of lines) {
        expect(linkFault(head, line)).toBeUndefined();
        head = line;
      }
    });
  });
}

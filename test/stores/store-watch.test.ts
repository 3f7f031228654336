import { describe, expect, it } from '@jest/globals';
import { createLogger, createScheduler, silentLogger, StoreUnusable } from '../../src/platform/index.ts';
import { createStoreWatch } from '../../src/stores/index.ts';

class Trouble extends StoreUnusable {
  readonly code = 'trouble';
  readonly perhapsWritten = false;
  readonly lasting: boolean;
  constructor(message: string, lasting = false) {
    super(message);
    this.lasting = lasting;
  }
}

function watched() {
  const lines: string[] = [];
  const gaveUp: string[] = [];
  const store: { trouble?: Error; looks: number } = { looks: 0 };
  const watch = createStoreWatch({
    stores: {
      look: async () => {
        store.looks += 1;
        await Promise.resolve();
        if (store.trouble) throw store.trouble;
      },
    },
    scheduler: createScheduler(silentLogger()),
    log: createLogger({
      level: 'info',
      destination: { write: (line: string) => lines.push((JSON.parse(line) as { msg: string }).msg) },
    }),
    gaveUp: (because) => gaveUp.push(because),
  });
  return { watch, store, lines, gaveUp };
}

describe('the watch over the store', () => {
  it('says once that the store fails, why as long as it does, and once that it works again', async () => {
    const { watch, store, lines } = watched();
    expect(await watch.works()).toBe(true);
    store.trouble = new Trouble('The disk is full.');
    for (let look = 0; look < 50; look += 1) expect(await watch.works()).toBe(false);
    expect(watch.trouble()).toBe('The disk is full.');
    delete store.trouble;
    expect(await watch.works()).toBe(true);
    expect(watch.trouble()).toBeUndefined();
    expect(lines).toEqual(['store unusable: nothing is decided until it works again', 'store works again']);
  });

  it('looks once for all who ask at the same time', async () => {
    const { watch, store } = watched();
    await Promise.all([watch.works(), watch.works(), watch.works()]);
    expect(store.looks).toBe(1);
  });

  it('gives up once where no time heals the trouble, and never for another', async () => {
    const { watch, store, gaveUp } = watched();
    store.trouble = new Trouble('The disk is full.');
    await watch.works();
    store.trouble = new Error('something else');
    await watch.works();
    expect(gaveUp).toEqual([]);
    store.trouble = new Trouble('The file is damaged.', true);
    await watch.works();
    await watch.works();
    expect(gaveUp).toEqual(['The file is damaged.']);
  });
});

import { expect, it } from '@jest/globals';
import { createDeadLetterQueue } from '../../src/aws/dead-letter-queue.ts';
import { createShiftableClock } from '../../src/platform/index.ts';
import { describeDeadLetterQueue } from '../contracts/dead-letter-queue.ts';
import { newRedrivenQueue } from '../contracts/polled.ts';
import { openAccount } from '../sandbox/aws/sqs/account.ts';

const open = () => openAccount({ clock: createShiftableClock() });

describeDeadLetterQueue('the sandbox', open);

it('dead letters are hidden while somebody looks through them, and there again after 20 seconds', async () => {
  const account = await open();
  try {
    const { queue } = await newRedrivenQueue(account);
    const letters = createDeadLetterQueue(account.client, queue.url);
    await letters.put('one', 'r');
    await letters.put('two', 'r');
    await letters.replay(({ body }) => body === 'two', 100);
    expect(await letters.list(100)).toEqual([]);
    await account.clock.advance(30_000);
    expect((await letters.list(100)).map(({ body }) => body)).toEqual(['one']);
  } finally {
    await account.close();
  }
});

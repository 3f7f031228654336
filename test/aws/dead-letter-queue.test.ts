import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { createDeadLetterQueue, type DeadLetterQueue } from '../../src/aws/dead-letter-queue.ts';
import { createShiftableClock } from '../../src/platform/index.ts';
import { openAccount, type Account } from '../sandbox/aws/sqs/account.ts';

let account: Account;
let queueUrl: string;
let letters: DeadLetterQueue;
beforeEach(async () => {
  account = await openAccount({ clock: createShiftableClock() });
  await account.queue('work-dlq');
  queueUrl = await account.queue('work', {
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:work-dlq',
      maxReceiveCount: 5,
    }),
  });
  letters = createDeadLetterQueue(account.client, queueUrl);
});
afterEach(async () => {
  await account.close();
});

const bodies = async () => {
  const { Messages: messages = [] } = await account.client.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
  );
  return messages.map(({ Body: body }) => body);
};

describe('the dead-letter queue', () => {
  it('lists every message with its reason', async () => {
    await letters.put('one', 'not JSON');
    await letters.put('two', 'no gate');
    expect(await letters.list(100)).toMatchObject([
      { body: 'one', reason: 'not JSON' },
      { body: 'two', reason: 'no gate' },
    ]);
  });

  it('sends what was chosen to the queue again, and keeps the rest', async () => {
    await letters.put('one', 'r');
    await letters.put('two', 'r');
    const sent = await letters.replay(({ body }) => body === 'two', 100);
    expect(sent).toHaveLength(1);
    expect(await bodies()).toEqual(['two']);
    await account.clock.advance(30_000);
    expect((await letters.list(100)).map(({ body }) => body)).toEqual(['one']);
  });

  it('takes a message with nothing in it, and a reason of any length', async () => {
    await letters.put('', 'x'.repeat(5_000));
    const [letter] = await letters.list(1);
    expect(letter?.body).toBe('(empty)');
    expect(letter?.reason).toHaveLength(1_000);
  });

  it('says what to do where the queue has none', async () => {
    const alone = await account.queue('alone');
    await expect(createDeadLetterQueue(account.client, alone).put('x', 'r')).rejects.toThrow(
      /has no dead-letter queue. Give it a RedrivePolicy/,
    );
  });
});

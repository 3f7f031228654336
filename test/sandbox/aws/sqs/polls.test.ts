import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeleteQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { newQueue, sendAll, type TestedQueue } from '../../../contracts/queue-stage.ts';
import { openAccount, type Account } from './account.ts';

describe('receives that wait', () => {
  let account: Account;
  let queue: TestedQueue;
  beforeEach(async () => {
    account = await openAccount();
    queue = await newQueue(account.client);
  });
  afterEach(() => account.close());
  const poll = (abortSignal: AbortSignal) =>
    account.client
      .send(new ReceiveMessageCommand({ QueueUrl: queue.url, WaitTimeSeconds: 20 }), { abortSignal })
      .then(
        ({ Messages }) => Messages,
        () => 'gone',
      );
  /** Once this is answered, everything sent before has been read. */
  const roundTrip = () => queue.attribute('QueueArn');

  it('take nothing once their client has gone', async () => {
    const client = new AbortController();
    const abandoned = poll(client.signal);
    await roundTrip();
    client.abort();
    expect(await abandoned).toBe('gone');
    await queue.send('for the living');
    expect(await queue.bodies()).toEqual(['for the living']);
    expect(await queue.attribute('ApproximateNumberOfMessagesNotVisible')).toBe('1');
  });

  it('leave a message to the one behind, when the first in line has gone', async () => {
    const first = new AbortController();
    const gone = poll(first.signal);
    await roundTrip();
    const second = queue.receive({ WaitTimeSeconds: 20 });
    await roundTrip();
    first.abort();
    await gone;
    await queue.send('for the second');
    expect((await second).map(({ Attributes }) => Attributes?.ApproximateReceiveCount)).toEqual(['1']);
  });

  it('take nothing where the client went away while a fault kept the call', async () => {
    account.faults.add({ side: 'aws', call: 'sqs.ReceiveMessage', delayMs: 50, when: 'before' }, 1);
    await queue.send('kept');
    const client = new AbortController();
    const abandoned = poll(client.signal);
    await roundTrip();
    client.abort();
    await abandoned;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await queue.attribute('ApproximateNumberOfMessages')).toBe('1');
  });

  it('get all that a batch brings', async () => {
    const waiting = queue.bodies({ WaitTimeSeconds: 20 });
    await roundTrip();
    await sendAll(account.client, queue.url, ['a', 'b', 'c']);
    expect(await waiting).toEqual(['a', 'b', 'c']);
  });

  it('are served in the order in which they came', async () => {
    const waits: Promise<readonly string[]>[] = [];
    for (let left = 3; left > 0; left -= 1) {
      waits.push(queue.bodies({ WaitTimeSeconds: 20, MaxNumberOfMessages: 1 }));
      await roundTrip();
    }
    await sendAll(account.client, queue.url, ['a', 'b', 'c']);
    expect(await Promise.all(waits)).toEqual([['a'], ['b'], ['c']]);
  });

  it('wait as long as the queue says where they do not say', async () => {
    queue = await newQueue(account.client, { ReceiveMessageWaitTimeSeconds: '20' });
    const waiting = queue.bodies();
    await roundTrip();
    await queue.send('worth the wait');
    expect(await waiting).toEqual(['worth the wait']);
    expect(await queue.bodies({ WaitTimeSeconds: 0 })).toEqual([]);
  });

  it('go home when the queue is deleted, or the sandbox reset', async () => {
    const waiting = queue.bodies({ WaitTimeSeconds: 20 });
    await roundTrip();
    await account.client.send(new DeleteQueueCommand({ QueueUrl: queue.url }));
    expect(await waiting).toEqual([]);
    queue = await newQueue(account.client);
    const another = queue.bodies({ WaitTimeSeconds: 20 });
    await roundTrip();
    await account.reset();
    expect(await another).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createShiftableClock } from '../../src/platform/index.ts';
import { openPolled, type Polled } from '../contracts/polled.ts';
import { describeQueuePoller } from '../contracts/queue-poller.ts';
import { openAccount, type Account } from '../sandbox/aws/sqs/account.ts';

const open = () => openAccount({ clock: createShiftableClock() });

describeQueuePoller('the sandbox', open);

describe('the queue poller', () => {
  let account: Account;
  let polled: Polled;
  beforeEach(async () => {
    account = await open();
    polled = await openPolled(account);
  });
  afterEach(() => polled.close());

  it.each([
    ['a throttled receive', 'ReceiveMessage', { error: 'ThrottlingException', status: 400 }],
    ['a server error', 'ReceiveMessage', { status: 500 }],
    ['a cut connection', 'ReceiveMessage', {}],
    ['a failed delete', 'DeleteMessageBatch', { status: 500 }],
  ])('goes on after %s', async (_name, operation, fault) => {
    account.faults.add({ side: 'aws', call: `sqs.${operation}`, when: 'before', ...fault }, 2);
    const bodies: string[] = [];
    polled.start(({ body }) => {
      bodies.push(body);
      return Promise.resolve({ kind: 'done' });
    });
    await polled.queue.send('one');
    await polled.empty();
    expect(bodies).toEqual(['one']);
  });
});

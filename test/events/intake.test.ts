import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SentAsk } from '../../src/approvals/index.ts';
import { createIntake, type BusEvent } from '../../src/events/index.ts';
import type { StatusChange } from '../../src/executions/index.ts';
import { createShiftableClock, silentLogger } from '../../src/platform/index.ts';
import { createMemoryStores } from '../../src/stores/memory/index.ts';
import { textOf } from './fixture.ts';

const queueUrl = 'http://127.0.0.1/000000000000/signalbox';
const executionArn = 'arn:aws:states:eu-west-1:000000000000:execution:deploy:one';
const statusEvent = (id: string, status = 'SUCCEEDED') => ({
  id,
  'detail-type': 'Step Functions Execution Status Change',
  source: 'aws.states',
  account: '000000000000',
  region: 'eu-west-1',
  resources: [executionArn],
  detail: { executionArn, stateMachineArn: 'arn:aws:states:eu-west-1:0:stateMachine:deploy', status },
});

function openIntake(fail: () => boolean = () => false) {
  const stores = createMemoryStores();
  const asked: SentAsk[] = [];
  const changes: StatusChange[] = [];
  const events: BusEvent[] = [];
  const handle = createIntake({
    seen: stores.seen,
    asks: {
      take: () => Promise.resolve(),
      receive: (ask) => {
        asked.push(ask);
        return Promise.resolve(
          JSON.stringify(ask.written).includes('nobody')
            ? { kind: 'refused', because: 'there is no gate "nobody"' }
            : { kind: 'recorded' },
        );
      },
    },
    onStatusChange: async (change) => {
      await Promise.resolve();
      if (fail()) throw new Error('the store is full');
      changes.push(change);
    },
    onEvent: (event) => {
      events.push(event);
      return Promise.resolve(
        event.source === 'nobody'
          ? { kind: 'rejected', because: 'route r did not start m' }
          : { kind: 'done' },
      );
    },
    clock: createShiftableClock({ frozenAt: 1_000 }),
    log: silentLogger(),
  });
  const take = (body: unknown, id = 'm-1') =>
    handle(
      { id, queueUrl, body: typeof body === 'string' ? body : JSON.stringify(body), receiveCount: 1 },
      new AbortController().signal,
    );
  return { take, asked, changes, events };
}

describe('taking messages', () => {
  it('works on an event once, however often and by whichever way it comes', async () => {
    const { take, changes } = openIntake();
    const event = statusEvent('e-1');
    for (const body of [event, event, { Type: 'Notification', Message: JSON.stringify(event) }])
      expect(await take(body)).toEqual({ kind: 'done' });
    expect(changes).toHaveLength(1);
  });

  it('hands every event that is no ask to the routes, once, and status changes too', async () => {
    const { take, events, changes } = openIntake();
    const other = { ...statusEvent('e-2'), source: 'shop', 'detail-type': 'Sold' };
    for (const body of [statusEvent('e-1'), other, other]) expect(await take(body)).toEqual({ kind: 'done' });
    expect(events.map(({ source }) => source)).toEqual(['aws.states', 'shop']);
    expect(changes).toHaveLength(1);
  });

  it('lets an event go to the dead letters that a route could not act on, and takes it again from there', async () => {
    const { take, events } = openIntake();
    const event = { ...statusEvent('e-1'), source: 'nobody' };
    const rejected = { kind: 'rejected', because: 'route r did not start m' };
    expect(await take(event)).toEqual(rejected);
    expect(await take(event)).toEqual(rejected);
    expect(events).toHaveLength(2);
  });

  it('works on a communication of AWS Health once, from whichever Region or account, and on each page', async () => {
    const { take, events } = openIntake();
    const exposed = JSON.parse(textOf('health-credentials-exposed')) as {
      id: string;
      detail: Record<string, unknown>;
    };
    const variant = (more: object, detail: object = {}) => ({
      ...exposed,
      ...more,
      detail: { ...exposed.detail, ...detail },
    });
    for (const body of [
      exposed,
      variant({ id: 'backup', region: 'us-west-2' }),
      variant({ id: 'organisation', account: '999900001111' }),
      variant({ id: 'page-2' }, { page: '2', totalPages: '2' }),
      variant({ id: 'page-2 again' }, { page: 2 }),
      variant({ id: 'update' }, { communicationId: 'acf0e2b1-2' }),
      variant({ id: 'another account' }, { affectedAccount: '444455556666' }),
    ])
      await take(body);
    expect(events.map(({ envelope }) => envelope['id'])).toEqual([
      exposed.id,
      'page-2',
      'update',
      'another account',
    ]);
  });

  it('works once on copies that arrive side by side', async () => {
    const { take, changes } = openIntake();
    await Promise.all(Array.from({ length: 20 }, (_, n) => take(statusEvent('e-1'), `m-${String(n)}`)));
    expect(changes).toHaveLength(1);
  });

  it('works again on an event whose work failed', async () => {
    let broken = true;
    const { take, changes } = openIntake(() => broken);
    await expect(take(statusEvent('e-1'))).rejects.toThrow('the store is full');
    broken = false;
    expect(await take(statusEvent('e-1'))).toEqual({ kind: 'done' });
    expect(changes).toHaveLength(1);
  });

  it('hands an ask on with the message as it came, its queue, and no execution but its own word', async () => {
    const { take, asked } = openIntake();
    const written = { schema: 'signalbox/ask/1', gate: 'g', execution: executionArn };
    expect(await take(written)).toEqual({ kind: 'done' });
    expect(asked).toEqual([{ written, original: JSON.stringify(written), queueUrl }]);
  });

  it('takes the execution of an event’s ask from what the service appended', async () => {
    const { take, asked } = openIntake();
    const resources = ['arn:aws:states:eu-west-1:000000000000:stateMachine:deploy', executionArn];
    await take({ ...statusEvent('e-2'), source: 'deploy', 'detail-type': 'Signalbox Ask', resources });
    expect(asked[0]).toMatchObject({ executionArn });
  });

  it('rejects with the reason what nobody can decide or read', async () => {
    const { take } = openIntake();
    expect(await take({ schema: 'signalbox/ask/1', gate: 'nobody' })).toEqual({
      kind: 'rejected',
      because: 'there is no gate "nobody"',
    });
    expect(await take('not json')).toEqual({ kind: 'rejected', because: 'it is not JSON' });
  });

  it('passes an event by that nobody has a use for: an unknown type is no poison', async () => {
    const { take } = openIntake();
    const event = { ...statusEvent('e-3'), source: 'aws.health', 'detail-type': 'AWS Health Event' };
    expect(await take(event)).toEqual({ kind: 'done' });
  });

  it('tells error and cause without the secrets in them', async () => {
    const { take, changes } = openIntake();
    const event = statusEvent('e-4', 'FAILED');
    const secret = `sbxtok-${'a'.repeat(40)}`;
    await take({ ...event, detail: { ...event.detail, error: 'Boom', cause: `token ${secret} refused` } });
    expect(changes[0]).toMatchObject({ status: 'FAILED', error: 'Boom', cause: 'token [removed] refused' });
  });

  it('comes to the same, whatever the order and number of copies', async () => {
    const ids = ['a', 'b', 'c', 'd'];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...ids), { maxLength: 30 }), async (arrivals) => {
        const { take, changes } = openIntake();
        await Promise.all(arrivals.map((id) => take(statusEvent(id))));
        expect(changes).toHaveLength(new Set(arrivals).size);
      }),
      { numRuns: 50 },
    );
  });
});

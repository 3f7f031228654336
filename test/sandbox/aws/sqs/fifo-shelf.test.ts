import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fifoShelf } from '../../../../src/sandbox/aws/sqs/fifo-shelf.ts';
import { createStock } from '../../../../src/sandbox/aws/sqs/stock.ts';
import { messageOf } from './message.ts';

const groups = ['a', 'b', 'c'];

/** One thing that happens: somebody receives, deletes, gives back, or time passes. */
const event = fc.oneof(
  fc.record({ kind: fc.constant('receive' as const), most: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('delete' as const), which: fc.nat(20) }),
  fc.record({ kind: fc.constant('give back' as const), which: fc.nat(20) }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(80) }),
);

describe('the shelf of a FIFO queue', () => {
  it('never gives of a group of which something is in flight, nor out of order, whatever happens', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...groups), { minLength: 1, maxLength: 30 }),
        fc.array(event, { maxLength: 60 }),
        (sent, events) => {
          const stock = createStock(fifoShelf());
          const alive = sent.map((group, at) => messageOf(at, group));
          for (const one of alive) stock.put(one, 0);
          let now = 0;
          const inFlight = () => alive.filter(({ place }) => place === 'in flight');
          for (const happens of events) {
            stock.settle(now, Infinity);
            if (happens.kind === 'pass') now += happens.ms;
            else if (happens.kind === 'receive') {
              const blocked = new Set(inFlight().map(({ letter }) => letter.groupId));
              const opened = stock.open();
              for (let left = happens.most; left > 0; left -= 1) {
                const next = opened.next();
                if (!next) break;
                expect(blocked.has(next.letter.groupId)).toBe(false);
                const older = alive.filter(
                  ({ letter, order, place }) =>
                    letter.groupId === next.letter.groupId && order < next.order && place === 'ready',
                );
                expect(older).toEqual([]);
                stock.lend(next, now + 50);
              }
              opened.close();
            } else {
              const lent = inFlight();
              const chosen = lent[happens.which % Math.max(lent.length, 1)];
              if (!chosen) continue;
              if (happens.kind === 'give back') stock.hide(chosen, now);
              else {
                stock.drop(chosen);
                alive.splice(alive.indexOf(chosen), 1);
              }
            }
          }
          stock.settle(now + 50, Infinity);
          expect(stock.ready).toBe(alive.length);
          expect(stock.inFlight).toBe(0);
          const opened = stock.open();
          const rest = Array.from({ length: alive.length }, () => opened.next());
          opened.close();
          for (const group of groups) {
            const inOrder = rest.filter((one) => one?.letter.groupId === group).map((one) => one?.order);
            expect(inOrder).toEqual([...inOrder].sort((a = 0, b = 0) => a - b));
          }
          expect(new Set(rest).size).toBe(alive.length);
        },
      ),
    );
  });
});

import { createHeap, type Heap } from './heap.ts';
import type { Message } from './message.ts';
import type { Shelf } from './shelf.ts';

interface Group {
  readonly id: string;
  readonly ready: Heap<Message>;
  inFlight: number;
}

/**
 * Messages in order within their group. A group of which something is in flight gives nothing to others; one receive may
 * take several of a group.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export function fifoShelf(): Shelf {
  const groups = new Map<string, Group>();
  /** Groups that can give, by their first message. */
  const open = createHeap<Group>((a, b) => orderOf(a) < orderOf(b));

  const groupOf = ({ letter: { groupId = '' } }: Message): Group => {
    const known = groups.get(groupId);
    if (known) return known;
    const group = {
      id: groupId,
      ready: createHeap<Message>((a, b) => a.order < b.order),
      inFlight: 0,
    };
    groups.set(groupId, group);
    return group;
  };
  const change = (group: Group, how: () => void) => {
    open.remove(group);
    how();
    if (group.ready.size > 0 && group.inFlight === 0) open.add(group);
    if (group.ready.size === 0 && group.inFlight === 0) groups.delete(group.id);
  };

  return {
    add(message) {
      const group = groupOf(message);
      change(group, () => group.ready.add(message));
    },
    remove(message) {
      const group = groupOf(message);
      change(group, () => void group.ready.remove(message));
    },
    open() {
      const held: Group[] = [];
      const next = (): Message | undefined => {
        let group = held.at(-1);
        if (!group || group.ready.size === 0) {
          group = open.first();
          if (!group) return undefined;
          open.remove(group);
          held.push(group);
        }
        const message = group.ready.first();
        if (message) group.ready.remove(message);
        return message;
      };
      return {
        next,
        close() {
          for (const group of held) change(group, () => undefined);
        },
      };
    },
    lent(message) {
      const group = groupOf(message);
      open.remove(group);
      group.inFlight += 1;
    },
    returned(message) {
      const group = groupOf(message);
      change(group, () => {
        group.inFlight -= 1;
      });
    },
    clear() {
      groups.clear();
      open.clear();
    },
  };
}

function orderOf(group: Group): number {
  return group.ready.first()?.order ?? Infinity;
}

import { createHeap } from './heap.ts';
import { olderThan, visibleBefore, type Message } from './message.ts';
import type { OpenShelf, Shelf } from './shelf.ts';

/** The messages of one queue and where each of them stands. Knows the time only by being told. */
export interface Stock {
  readonly inFlight: number;
  readonly delayed: number;
  readonly ready: number;
  find(id: string): Message | undefined;
  /** Takes a message in; one that is visible later is delayed until then. */
  put(message: Message, now: number): void;
  /** What is due becomes visible, what is too old goes. */
  settle(now: number, keptForMs: number): void;
  /** One receive. What it gives must be lent or dropped before it is closed. */
  open(): OpenShelf;
  lend(message: Message, until: number): void;
  /** Sets anew when a hidden message becomes visible. */
  hide(message: Message, until: number): void;
  drop(message: Message): void;
  clear(): void;
  /** When the next hidden message becomes visible. */
  dueAt(): number | undefined;
  delayedMessages(): readonly Message[];
}

export function createStock(shelf: Shelf): Stock {
  const messages = new Map<string, Message>();
  const hidden = createHeap(visibleBefore);
  const byAge = createHeap(olderThan);
  const counts = { ready: 0, delayed: 0, 'in flight': 0, taken: 0 };

  const stand = (message: Message, place: Message['place']) => {
    counts[message.place] -= 1;
    counts[place] += 1;
    message.place = place;
  };
  const unhide = (message: Message) => {
    hidden.remove(message);
    if (message.place === 'in flight') shelf.returned(message);
  };
  const drop = (message: Message) => {
    if (message.place === 'ready') shelf.remove(message);
    else unhide(message);
    counts[message.place] -= 1;
    byAge.remove(message);
    messages.delete(message.id);
  };

  return {
    get inFlight() {
      return counts['in flight'];
    },
    get delayed() {
      return counts.delayed;
    },
    get ready() {
      return counts.ready;
    },
    find: (id) => messages.get(id),
    put(message, now) {
      message.place = message.visibleAt > now ? 'delayed' : 'ready';
      counts[message.place] += 1;
      messages.set(message.id, message);
      byAge.add(message);
      if (message.place === 'ready') shelf.add(message);
      else hidden.add(message);
    },
    settle(now, keptForMs) {
      for (let due = hidden.first(); due && due.visibleAt <= now; due = hidden.first()) {
        unhide(due);
        stand(due, 'ready');
        shelf.add(due);
      }
      for (let old = byAge.first(); old && old.keptSince + keptForMs <= now; old = byAge.first()) drop(old);
    },
    open() {
      const { next, close } = shelf.open();
      return {
        next() {
          const message = next();
          if (message) stand(message, 'taken');
          return message;
        },
        close,
      };
    },
    lend(message, until) {
      stand(message, 'in flight');
      shelf.lent(message);
      message.visibleAt = until;
      hidden.add(message);
    },
    hide(message, until) {
      hidden.remove(message);
      message.visibleAt = until;
      hidden.add(message);
    },
    drop,
    clear() {
      for (const each of [hidden, byAge, shelf, messages]) each.clear();
      Object.assign(counts, { ready: 0, delayed: 0, 'in flight': 0, taken: 0 });
    },
    dueAt: () => hidden.first()?.visibleAt,
    delayedMessages: () => [...messages.values()].filter(({ place }) => place === 'delayed'),
  };
}

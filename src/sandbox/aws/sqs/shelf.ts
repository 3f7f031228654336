import { createHeap } from './heap.ts';
import { visibleBefore, type Message } from './message.ts';

/** One receive: gives messages until it is closed. */
export interface OpenShelf {
  readonly next: () => Message | undefined;
  readonly close: () => void;
}

/** The messages that may be received now, in the order in which they go out. */
export interface Shelf {
  add(message: Message): void;
  remove(message: Message): void;
  open(): OpenShelf;
  /** It is in flight from now on. */
  lent(message: Message): void;
  /** It is in flight no more, whether it comes back or is gone. */
  returned(message: Message): void;
  clear(): void;
}

export function standardShelf(): Shelf {
  const ready = createHeap(visibleBefore);
  return {
    add: (message) => ready.add(message),
    remove: (message) => void ready.remove(message),
    open: () => ({
      next() {
        const message = ready.first();
        if (message) ready.remove(message);
        return message;
      },
      close: () => undefined,
    }),
    lent: () => undefined,
    returned: () => undefined,
    clear: () => ready.clear(),
  };
}

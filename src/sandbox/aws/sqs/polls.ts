/** Receives that wait for messages. Each is bound to its client: one that is gone or has waited its time takes nothing. */
export interface Polls<T> {
  readonly waiting: number;
  /** @param seconds real time, as the client's socket is. */
  wait(take: () => readonly T[], seconds: number, gone: AbortSignal): Promise<readonly T[]>;
  /** Something may have become available: looks after the events that were already on their way. */
  wake(): void;
  /** Gives what there is, first come, first served. */
  serve(): void;
  /** Sends everybody home. */
  clear(): void;
}

interface Poll<T> {
  take(): readonly T[];
  answer(messages: readonly T[]): void;
}

export function createPolls<T>(afterServing: () => void): Polls<T> {
  const line = new Set<Poll<T>>();
  let woken = false;
  const serve = () => {
    for (const poll of line) {
      const messages = poll.take();
      if (messages.length === 0) break;
      poll.answer(messages);
    }
    afterServing();
  };
  return {
    get waiting() {
      return line.size;
    },
    wait(take, seconds, gone) {
      return new Promise((resolve) => {
        const leave = () => poll.answer([]);
        const timer = setTimeout(leave, seconds * 1000);
        const poll: Poll<T> = {
          take,
          answer(messages) {
            line.delete(poll);
            clearTimeout(timer);
            gone.removeEventListener('abort', leave);
            resolve(messages);
          },
        };
        gone.addEventListener('abort', leave, { once: true });
        line.add(poll);
        afterServing();
      });
    },
    wake() {
      if (woken || line.size === 0) return;
      woken = true;
      // A client that hung up before this message came has been heard by then.
      setImmediate(() => {
        woken = false;
        serve();
      });
    },
    serve,
    clear() {
      for (const poll of line) poll.answer([]);
    },
  };
}

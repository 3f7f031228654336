import type { Clock } from '../../../platform/index.ts';
import { sqsError } from './errors.ts';
import type { Message } from './message.ts';
import { createPolls } from './polls.ts';
import type { Queue } from './queue.ts';
import { handleOf, newReceiptKey } from './receipts.ts';
import { createWindow } from './window.ts';

export interface ReceiveWish {
  readonly most: number;
  readonly visibilitySeconds: number;
  readonly waitSeconds: number;
  /** FIFO: the same id again gives the same messages again. */
  readonly attemptId?: string;
}

/** A message as one receive gave it. */
export interface Taken {
  readonly message: Message;
  readonly handle: string;
  readonly receiptKey: string;
  readonly receiveCount: number;
}

/** Those who want messages of a queue. */
export interface Line {
  receive(wish: ReceiveWish, gone: AbortSignal): Promise<readonly Taken[]>;
  /** Something about the queue changed: whoever waits may be served. */
  stirred(): void;
  close(): void;
}

/**
 * In flight at once, in either kind of queue; a full FIFO queue gives nothing and says nothing.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html and quotas-fifo.html
 */
const mostInFlight = 120_000;

export function createLine(queue: Queue, clock: Clock): Line {
  const attempts = createWindow<readonly Taken[]>();
  const polls = createPolls<Taken>(() => watch());
  let alarm: { readonly at: number; cancel(): void } | undefined;

  /** While somebody waits, so does the queue for the next message that becomes visible. */
  const watch = () => {
    const at = polls.waiting > 0 ? queue.stock.dueAt() : undefined;
    if (alarm?.at === at) return;
    alarm?.cancel();
    alarm = undefined;
    if (at === undefined) return;
    const timer = clock.after(at - clock.now(), () => {
      alarm = undefined;
      polls.serve();
    });
    alarm = { at, cancel: () => timer.cancel() };
  };

  return {
    async receive(wish, gone) {
      if (gone.aborted) return [];
      let taken = repeated(queue, attempts.find(wish.attemptId ?? '', clock.now()) ?? [], wish);
      if (taken.length === 0) taken = take(queue, wish);
      if (taken.length === 0 && wish.waitSeconds > 0)
        taken = await polls.wait(() => take(queue, wish), wish.waitSeconds, gone);
      else if (taken.length === 0) checkRoom(queue);
      if (queue.fifo && wish.attemptId !== undefined && taken.length > 0)
        attempts.remember(wish.attemptId, taken, clock.now());
      return taken;
    },
    stirred() {
      polls.wake();
      watch();
    },
    close() {
      polls.clear();
      watch();
    },
  };
}

function take(queue: Queue, { most, visibilitySeconds }: ReceiveWish): readonly Taken[] {
  const now = queue.settle();
  const until = now + visibilitySeconds * 1000;
  const room = Math.min(most, mostInFlight - queue.stock.inFlight);
  const taken: Taken[] = [];
  const opened = queue.stock.open();
  while (taken.length < room) {
    const message = opened.next();
    if (!message) break;
    if (!queue.giveUp(message)) taken.push(lend(queue, message, now, until));
  }
  opened.close();
  return taken;
}

function lend(queue: Queue, message: Message, now: number, until: number): Taken {
  const receiptKey = newReceiptKey();
  message.receiveCount += 1;
  message.firstReceivedAt ??= now;
  message.receipt = { key: receiptKey, takenAt: now };
  queue.stock.lend(message, until);
  const handle = handleOf({ key: receiptKey, messageId: message.id }, queue.arn);
  return { message, handle, receiptKey, receiveCount: message.receiveCount };
}

/** What an earlier receive of this attempt gave, hidden anew, where nothing has happened to it since. */
function repeated(queue: Queue, before: readonly Taken[], wish: ReceiveWish): readonly Taken[] {
  const now = queue.settle();
  const untouched = before.every(({ message, receiptKey }) => {
    const found = queue.stock.find(message.id);
    return found?.place === 'in flight' && found.receipt?.key === receiptKey;
  });
  if (!untouched) return [];
  for (const { message } of before) queue.stock.hide(message, now + wish.visibilitySeconds * 1000);
  return before;
}

/** A long poll waits for room; a short one is told. */
function checkRoom(queue: Queue): void {
  if (queue.fifo || queue.stock.inFlight < mostInFlight) return;
  throw sqsError('OverLimit', 'Too many messages are in flight: delete some of those received first.');
}

import { invalidParameter, invalidValue, sqsError } from './errors.ts';
import type { Message } from './message.ts';
import type { Queue } from './queue.ts';
import { readHandle } from './receipts.ts';

/** Counted from the receive; extending does not reset it. */
const longestVisibilityMs = 43_200_000;

/** A receipt that is no longer the newest deletes nothing and still succeeds. */
export function deleteMessage(queue: Queue, handle: string): void {
  const message = held(queue, handle);
  if (!message) return;
  if (queue.fifo && message.place !== 'in flight')
    throw invalidValue(handle, 'ReceiptHandle', 'The receipt handle has expired.');
  queue.stock.drop(message);
  queue.line.stirred();
}

export function changeVisibility(queue: Queue, handle: string, seconds: number): void {
  const message = held(queue, handle);
  if (!message?.receipt) {
    throw invalidValue(
      handle,
      'ReceiptHandle',
      'Message does not exist or is not available for visibility timeout change.',
    );
  }
  if (message.place !== 'in flight')
    throw sqsError('MessageNotInflight', 'The specified message is not in flight.');
  const until = queue.settle() + seconds * 1000;
  if (until - message.receipt.takenAt > longestVisibilityMs) {
    throw invalidParameter(
      `Value ${String(seconds)} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]`,
    );
  }
  queue.stock.hide(message, until);
  queue.line.stirred();
}

/** The message of which this is the newest receipt. */
function held(queue: Queue, handle: string): Message | undefined {
  const { key, messageId } = readHandle(handle, queue.arn);
  queue.settle();
  const message = queue.stock.find(messageId);
  return message?.receipt?.key === key ? message : undefined;
}

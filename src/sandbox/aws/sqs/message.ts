import type { MessageAttributes } from './message-attributes.ts';

/** What somebody sent: checked, and never changed again. */
export interface Letter {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly traceHeader?: string;
  readonly senderId: string;
  readonly groupId?: string;
  readonly deduplicationId?: string;
}

/** A letter in a queue. */
export interface Message {
  readonly id: string;
  readonly letter: Letter;
  readonly sentAt: number;
  /** From when retention counts: a standard dead-letter queue goes on counting from the first send. */
  readonly keptSince: number;
  /** Rank among the messages of its queue. */
  readonly order: number;
  /** FIFO only. */
  readonly sequenceNumber?: string;
  /** ARN of the queue that gave it up. */
  readonly deadLetterSource?: string;
  /** Receives by queues it was in before. */
  readonly countOnArrival: number;
  place: 'ready' | 'delayed' | 'in flight' | 'taken';
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
  /** The newest receipt; older ones no longer delete anything. */
  receipt?: { readonly key: string; readonly takenAt: number };
}

/** Those that became visible first come first. */
export function visibleBefore(a: Message, b: Message): boolean {
  return a.visibleAt < b.visibleAt || (a.visibleAt === b.visibleAt && a.order < b.order);
}

export function olderThan(a: Message, b: Message): boolean {
  return a.keptSince < b.keptSince || (a.keptSince === b.keptSince && a.order < b.order);
}

import type { Message } from '../../../../src/sandbox/aws/sqs/message.ts';

/** The message of that rank in its queue, as if it had just been sent. */
export function messageOf(order: number, groupId: string, now = 0): Message {
  return {
    id: `00000000-0000-4000-8000-${String(order).padStart(12, '0')}`,
    letter: { body: String(order), attributes: {}, senderId: 'tester', groupId },
    sentAt: now,
    keptSince: now,
    visibleAt: now,
    order,
    countOnArrival: 0,
    receiveCount: 0,
    place: 'ready',
  };
}

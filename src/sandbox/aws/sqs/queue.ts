import { newUuid, type Clock } from '../../../platform/index.ts';
import { fifoShelf } from './fifo-shelf.ts';
import { createLine, type Line } from './line.ts';
import type { Letter, Message } from './message.ts';
import { arnOf, type Place } from './names.ts';
import type { QueueAttributes } from './queue-attributes.ts';
import { readRedrive, type Redrive } from './redrive.ts';
import { standardShelf } from './shelf.ts';
import { createStock, type Stock } from './stock.ts';
import { createWindow } from './window.ts';

export interface Sent {
  readonly id: string;
  readonly sequenceNumber?: string;
}

export interface QueueNeeds {
  readonly clock: Clock;
  readonly queueOf: (arn: string) => Queue | undefined;
}

/** Sequence numbers have 20 digits and grow. */
const firstSequenceNumber = 18_850_000_000_000_000_000n;
const sequenceStep = 256n;

/** One queue: what it is set to, and the messages that are in it. */
export class Queue {
  readonly place: Place;
  readonly arn: string;
  readonly fifo: boolean;
  readonly createdAt: number;
  readonly tags = new Map<string, string>();
  readonly stock: Stock;
  /** Receives, those that wait and those that do not. */
  readonly line: Line;
  #attributes: QueueAttributes;
  #redrive: Redrive | undefined;
  #modifiedAt: number;
  #purgedAt: number | undefined;
  #order = 0;
  readonly #duplicates = createWindow<Sent>();
  readonly #needs: QueueNeeds;

  constructor(place: Place, attributes: QueueAttributes, needs: QueueNeeds) {
    this.place = place;
    this.arn = arnOf(place);
    this.fifo = place.name.endsWith('.fifo');
    this.createdAt = needs.clock.now();
    this.stock = createStock(this.fifo ? fifoShelf() : standardShelf());
    this.line = createLine(this, needs.clock);
    this.#needs = needs;
    this.#attributes = attributes;
    this.#redrive = redriveOf(attributes);
    this.#modifiedAt = this.createdAt;
  }

  get attributes(): QueueAttributes {
    return this.#attributes;
  }

  get redrive(): Redrive | undefined {
    return this.#redrive;
  }

  get modifiedAt(): number {
    return this.#modifiedAt;
  }

  get purgedAt(): number | undefined {
    return this.#purgedAt;
  }

  /** An attribute that is a number. */
  number(name: string): number {
    return Number(this.#attributes[name]);
  }

  setAttributes(after: QueueAttributes): void {
    const delayBefore = this.number('DelaySeconds');
    this.#attributes = after;
    this.#redrive = redriveOf(after);
    this.#modifiedAt = this.#needs.clock.now();
    // Another delay counts for what a FIFO queue already holds too, which keeps its order.
    const more = (this.number('DelaySeconds') - delayBefore) * 1000;
    if (this.fifo && more !== 0) {
      for (const message of this.stock.delayedMessages()) this.stock.hide(message, message.visibleAt + more);
    }
    this.line.stirred();
  }

  /** Brings the stock up to the present, and says when that is. */
  settle(): number {
    const now = this.#needs.clock.now();
    this.stock.settle(now, this.number('MessageRetentionPeriod') * 1000);
    return now;
  }

  /** A repeated send of a FIFO queue is answered as the first was. */
  send(letter: Letter, delaySeconds: number): Sent {
    const now = this.settle();
    const key = this.fifo ? this.#duplicateKey(letter) : '';
    const known = this.#duplicates.find(key, now);
    if (known) return known;
    const { id, sequenceNumber } = this.#putNew(letter, now, now + delaySeconds * 1000);
    const sent = { id, ...(sequenceNumber !== undefined && { sequenceNumber }) };
    if (this.fifo) this.#duplicates.remember(key, sent, now);
    return sent;
  }

  /** Gives up a message that was received too often; false where it stays. */
  giveUp(message: Message): boolean {
    const often = message.receiveCount - message.countOnArrival;
    if (!this.#redrive || often < this.#redrive.maxReceiveCount) return false;
    const target = this.#needs.queueOf(this.#redrive.deadLetterTargetArn);
    if (!target || target === this) return false;
    this.stock.drop(message);
    target.accept(message, this.arn);
    return true;
  }

  /** Takes in what another queue gave up. */
  accept(message: Message, from: string): void {
    const now = this.settle();
    const { id, letter, sentAt, receiveCount, firstReceivedAt, keptSince } = message;
    this.#put({
      id,
      letter,
      sentAt,
      receiveCount,
      ...(firstReceivedAt !== undefined && { firstReceivedAt }),
      countOnArrival: receiveCount,
      keptSince: this.fifo ? now : keptSince,
      visibleAt: now,
      deadLetterSource: from,
    });
  }

  /** Takes in what a move task took out of another queue: a new message with the old one's letter. */
  adopt({ letter }: Message): void {
    const now = this.settle();
    this.#putNew(letter, now, now);
  }

  purge(): void {
    this.#purgedAt = this.#needs.clock.now();
    this.stock.clear();
    this.line.stirred();
  }

  /** Sends every waiting receive home. */
  close(): void {
    this.stock.clear();
    this.line.close();
  }

  #duplicateKey({ groupId, deduplicationId }: Letter): string {
    const perGroup = this.#attributes['DeduplicationScope'] === 'messageGroup';
    return JSON.stringify([perGroup ? groupId : '', deduplicationId]);
  }

  #putNew(letter: Letter, now: number, visibleAt: number): Message {
    const unread = { countOnArrival: 0, receiveCount: 0 };
    return this.#put({ id: newUuid(), letter, sentAt: now, keptSince: now, visibleAt, ...unread });
  }

  #put(parts: Omit<Message, 'order' | 'place' | 'sequenceNumber'>): Message {
    this.#order += 1;
    const sequence = firstSequenceNumber + BigInt(this.#order) * sequenceStep;
    const message: Message = {
      ...parts,
      order: this.#order,
      place: 'ready',
      ...(this.fifo && { sequenceNumber: String(sequence) }),
    };
    this.stock.put(message, this.#needs.clock.now());
    this.line.stirred();
    return message;
  }
}

function redriveOf({ RedrivePolicy: written }: QueueAttributes): Redrive | undefined {
  return written === undefined ? undefined : readRedrive(written);
}

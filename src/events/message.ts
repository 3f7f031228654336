/** A message as the queue gave it. */
export interface QueueMessage {
  readonly id: string;
  readonly queueUrl: string;
  readonly body: string;
  /** How often it was received, this time included. */
  readonly receiveCount: number;
  /** When it was sent, ms; absent where the queue does not say. */
  readonly sentAt?: number;
}

/** What became of a message. */
export type Outcome =
  /** Its work is recorded: it may be deleted. */
  | { readonly kind: 'done' }
  /** Not now: it comes again. */
  | { readonly kind: 'again'; readonly afterSeconds: number; readonly because: string }
  /** Nobody can act on it: it goes to the dead-letter queue with the reason. */
  | { readonly kind: 'rejected'; readonly because: string };

/** Works on one message. A throw means `again`. `signal` ends with the time that a message may be worked on. */
export type MessageHandler = (message: QueueMessage, signal: AbortSignal) => Promise<Outcome>;

import { messageOf, type Logger } from '../platform/index.ts';

/**
 * Acknowledges and never rejects: a socket lost at this moment must not lose the decision behind it.
 * (`ack` of a closed socket rejects, and the code after an unguarded `await ack()` would not run.)
 */
export async function acked(log: Logger, acknowledge: () => Promise<void>): Promise<void> {
  try {
    await acknowledge();
  } catch (error) {
    log.warn({ because: messageOf(error) }, 'acknowledgement not sent');
  }
}

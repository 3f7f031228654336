import type { WebClient } from '@slack/web-api';
import { messageOf, type Clock, type Logger } from '../platform/index.ts';
import { escape } from './text.ts';

/** Says something to one person: where they are, else in a direct message. Never fails. */
export type PrivateWords = (
  to: { user: string; channel?: string; threadTs?: string },
  sentence: string,
) => Promise<void>;

/** Somebody who presses ten times in a row is told once. */
const sameAgainMs = 5_000;

export function createPrivateWords(client: WebClient, log: Logger, clock: Clock): PrivateWords {
  const told = new Map<string, number>();
  const isRepetition = (key: string): boolean => {
    const now = clock.now();
    for (const [known, at] of told) if (now - at >= sameAgainMs) told.delete(known);
    if (told.has(key)) return true;
    told.set(key, now);
    return false;
  };
  return async ({ user, channel, threadTs }, sentence) => {
    const text = escape(sentence);
    if (isRepetition(JSON.stringify([user, channel, threadTs, text]))) return;
    try {
      if (channel !== undefined) {
        await client.chat.postEphemeral({
          channel,
          user,
          text,
          ...(threadTs !== undefined && { thread_ts: threadTs }),
        });
        return;
      }
    } catch (error) {
      log.info({ user, channel, because: messageOf(error) }, 'ephemeral reply not possible, sent directly');
    }
    try {
      await client.chat.postMessage({ channel: user, text });
    } catch (error) {
      log.warn({ user, because: messageOf(error) }, 'private answer not delivered');
    }
  };
}

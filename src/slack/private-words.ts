import type { WebClient } from '@slack/web-api';
import { messageOf, type Logger } from '../platform/index.ts';
import { escape } from './text.ts';

/** Says something to one person: where they are, else in a direct message. Never fails. */
export type PrivateWords = (
  to: { user: string; channel?: string; threadTs?: string },
  sentence: string,
) => Promise<void>;

export function createPrivateWords(client: WebClient, log: Logger): PrivateWords {
  return async ({ user, channel, threadTs }, sentence) => {
    const text = escape(sentence);
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

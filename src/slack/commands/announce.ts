import type { WebClient } from '@slack/web-api';
import type { PrivateWords } from '../private-words.ts';

/** Says what somebody did, where they did it. Where the bot is not in that channel, the person still hears of it. */
export async function announce(
  needs: { client: WebClient; tell: PrivateWords },
  { channel, who }: { channel: string; who: string },
  text: string,
  toThem: string,
): Promise<void> {
  try {
    await needs.client.chat.postMessage({ channel, text, unfurl_links: false });
  } catch {
    await needs.tell({ user: who }, toThem);
  }
}

import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { messageOf, type Logger } from '../platform/index.ts';
import type { PrivateWords } from './private-words.ts';

/**
 * Slack gives three seconds for a modal; who waited in vain is told what to do. Gives the id of the open view.
 * @param by `push` where it stands on one that is open
 */
export async function openModal(
  needs: { client: WebClient; tell: PrivateWords; log: Logger },
  asked: { triggerId: string; user: string; channel?: string },
  view: ModalView,
  instead: string,
  by: 'open' | 'push' = 'open',
): Promise<string | undefined> {
  const { triggerId, user, channel } = asked;
  try {
    const opened = await needs.client.views[by]({ trigger_id: triggerId, view });
    return opened.view?.id;
  } catch (error) {
    needs.log.warn({ because: messageOf(error), who: user }, 'form not opened');
    await needs.tell({ user, ...(channel !== undefined && { channel }) }, instead);
    return undefined;
  }
}

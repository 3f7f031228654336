import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { messageOf, type Clock, type Logger } from '../platform/index.ts';
import { troubleOf } from './errors.ts';
import { escape } from './text.ts';

/** What a modal is to show, or why there is none. */
export type ModalContent =
  | { readonly kind: 'view'; readonly view: ModalView }
  | { readonly kind: 'refused'; readonly sentence: string };

/** Opens modals within the three seconds that a trigger id lives. https://docs.slack.dev/reference/methods/views.open */
export interface Modals {
  /**
   * Shows what `work` makes. Where that takes its time, a modal to wait opens first and becomes it.
   * @returns what the person is to be told where no modal says it
   */
  open(
    at: { client: WebClient; triggerId: string },
    work: Promise<ModalContent>,
  ): Promise<string | undefined>;
  /** Puts it into a modal that is open. */
  fill(client: WebClient, viewId: string, work: Promise<ModalContent>): Promise<void>;
}

/** So long the work may take before a modal to wait is opened; opening takes its part of the three seconds. */
const patienceMs = 1_200;

export function createModals(needs: { clock: Clock; log: Logger }): Modals {
  const { clock, log } = needs;

  const opened = async (
    { client, triggerId }: { client: WebClient; triggerId: string },
    view: ModalView,
  ): Promise<{ readonly id: string } | { readonly sentence: string }> => {
    try {
      const answer = await client.views.open({ trigger_id: triggerId, view });
      return { id: answer.view?.id ?? '' };
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind === 'refused' && !trouble.code.includes('trigger')) throw error;
      log.warn({ because: messageOf(error) }, 'modal not opened');
      return { sentence: 'Slack did not open the form in time. Nothing was done: please try again.' };
    }
  };
  const fill: Modals['fill'] = async (client, viewId, work) => {
    const content = await work.catch((error: unknown): ModalContent => {
      log.error({ err: error }, 'modal not filled');
      return {
        kind: 'refused',
        sentence: 'Something went wrong on Signalbox’s side. Close this and try again.',
      };
    });
    const view = content.kind === 'view' ? content.view : noticeModal(content.sentence);
    try {
      await client.views.update({ view_id: viewId, view });
    } catch (error) {
      const trouble = troubleOf(error);
      // Closed by its person meanwhile: nobody waits for it.
      if (trouble.kind === 'refused' && trouble.code === 'not_found') return;
      throw error;
    }
  };
  return {
    async open(at, work) {
      const slow = Symbol('slow');
      let timer: { cancel(): void } | undefined;
      const first = await Promise.race([
        work,
        new Promise<typeof slow>((resolve) => {
          timer = clock.after(patienceMs, () => {
            resolve(slow);
          });
        }),
      ]);
      timer?.cancel();
      if (first !== slow && first.kind === 'refused') return first.sentence;
      const there = await opened(at, first === slow ? waitingModal : first.view);
      if ('sentence' in there) return there.sentence;
      if (first === slow) await fill(at.client, there.id, work);
      return undefined;
    },
    fill,
  };
}

const waitingModal: ModalView = {
  type: 'modal',
  title: { type: 'plain_text', text: 'Signalbox' },
  close: { type: 'plain_text', text: 'Close' },
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '⏳ One moment…' } }],
};

/** A modal that only says something. Pure. */
function noticeModal(sentence: string): ModalView {
  return {
    ...waitingModal,
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: escape(sentence).slice(0, 3_000) } }],
  };
}

import { messageOf, type Logger } from '../platform/index.ts';
import type { PrivateWords } from './private-words.ts';

/** Slack gives three seconds for a modal; who waited in vain is told what to do. */
export type OpenModal = (
  open: () => Promise<unknown>,
  to: { user: string; channel: string },
) => Promise<void>;

export function modalOpening(tell: PrivateWords, log: Logger): OpenModal {
  return async (open, to) => {
    try {
      await open();
    } catch (error) {
      log.warn({ because: messageOf(error), who: to.user }, 'form not opened');
      await tell(to, 'Slack did not open the form in time. Nothing was decided: press the button again.');
    }
  };
}

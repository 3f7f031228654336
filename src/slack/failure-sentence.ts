import { StoreUnusable } from '../platform/index.ts';

/** What somebody sees whose click or command failed for a reason that is ours. */
export function failureSentence(error: unknown, errorId: string): string {
  if (error instanceof StoreUnusable && !error.perhapsWritten)
    return `Signalbox cannot write its records right now, so nothing was decided. Try again in a few minutes, and give this to whoever runs Signalbox: ${errorId}`;
  return `Something went wrong on Signalbox's side. Look at the card or at /workflow status before you try again, and give this to whoever runs Signalbox: ${errorId}`;
}

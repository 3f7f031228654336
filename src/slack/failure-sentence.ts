/** What somebody sees whose click or command failed for a reason that is ours. */
export function failureSentence(errorId: string): string {
  return `Something went wrong on Signalbox's side. Look at the card or at /workflow status before you try again, and give this to whoever runs Signalbox: ${errorId}`;
}

/** Keeps the keyboard's place where a drawing takes the focused element away. */

/** What had the focus when a dialog opened. */
let beforeDialog: HTMLElement | undefined;

export function keepFocus(draw: () => void): void {
  const held = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
  const message = held?.closest<HTMLElement>('[data-ts]')?.dataset['ts'];
  draw();
  if (!held || held === document.body || held.isConnected) return;
  if (document.querySelector('dialog')) return;
  // A button that was pressed and is gone leaves the keyboard at its message; a closed dialog where it was opened.
  const again =
    message === undefined ? undefined : document.querySelector<HTMLElement>(`[data-ts="${message}"]`);
  const target = again ?? (beforeDialog?.isConnected === true ? beforeDialog : undefined) ?? box();
  target?.focus({ preventScroll: true });
}

function box(): HTMLElement | null {
  return document.querySelector<HTMLElement>('.thread textarea, .main .composer textarea, .main h1');
}

/** Shows dialogs as modal ones: focus stays inside, Escape closes. */
export function showDialogs(): void {
  for (const dialog of document.querySelectorAll('dialog')) {
    if (dialog.open) continue;
    if (document.activeElement instanceof HTMLElement && !document.activeElement.closest('dialog'))
      beforeDialog = document.activeElement;
    dialog.showModal();
    dialog
      .querySelector<HTMLElement>('textarea, input, select, [data-first], button.primary, footer button')
      ?.focus();
  }
}

import { click } from './click.ts';
import { command } from './command.ts';
import type { Door } from './door.ts';
import { home } from './home.ts';
import { close, submit } from './modal.ts';
import { options } from './options.ts';
import { say } from './say.ts';
import { shortcut } from './shortcut.ts';

export { changeWorld } from './change.ts';
export type { DoorNeeds } from './door.ts';
export { sights } from './sights.ts';

/** What a person does in Slack. */
export const doors: Readonly<Record<string, Door>> = {
  click,
  close,
  command,
  home,
  options,
  say,
  shortcut,
  submit,
};

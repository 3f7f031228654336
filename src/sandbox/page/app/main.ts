import { html, nothing, render, type TemplateResult } from 'lit';
import { channel } from './channel.ts';
import { keepFocus, showDialogs } from './focus.ts';
import { home } from './home.ts';
import { follow } from './live.ts';
import { confirmDialog, modal } from './modal.ts';
import { banner } from './notice.ts';
import { closeMenu, sidebar } from './sidebar.ts';
import { onDraw, set, state } from './state.ts';
import { refreshAll } from './store.ts';
import { closeThread, thread } from './thread.ts';

/** How often the clock in the sidebar is drawn again; it shows minutes. */
const clockEveryMs = 5_000;

const root = document.querySelector<HTMLElement>('#app');
let scrolledFor = '';

function page(): TemplateResult {
  const covered = state.menuOpen ? true : nothing;
  return html`${banner()} ${sidebar()}
    <main class="main" inert=${covered}>${state.place === 'home' ? home() : channel()}</main>
    ${state.thread === undefined ? nothing : thread(state.thread)}
    ${state.modal ? modal(state.modal) : nothing} ${confirmDialog()}`;
}

/** New messages are scrolled into sight, unless somebody reads further up. */
function keepAtEnd(draw: () => void): void {
  const area = document.querySelector('.talk');
  const atEnd = !area || area.scrollHeight - area.scrollTop - area.clientHeight < 80;
  draw();
  const after = document.querySelector('.talk');
  const full = state.messages.length > 0;
  const key = `${state.place}:${state.me}:${full ? 'full' : 'empty'}`;
  // An empty channel is read from its top; messages from their end.
  if (after && (atEnd || key !== scrolledFor)) after.scrollTop = full ? after.scrollHeight : 0;
  scrolledFor = key;
}

function titled(): void {
  const here = state.channels.find(({ id }) => id === state.place);
  const name = here && here.kind !== 'dm' ? `#${here.name}` : 'Signalbox';
  document.title = `${state.unread.size > 0 ? '• ' : ''}${name} · Signalbox sandbox`;
}

if (root) {
  root.replaceChildren();
  onDraw(() => {
    keepFocus(() => {
      keepAtEnd(() => {
        render(page(), root);
      });
    });
    showDialogs();
    titled();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || state.modal || state.confirm) return;
    if (state.menuOpen) closeMenu();
    else if (state.thread !== undefined) closeThread();
  });
  setInterval(() => {
    set({});
  }, clockEveryMs);
  void refreshAll();
  follow();
}

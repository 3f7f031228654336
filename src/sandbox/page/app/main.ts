import { html, nothing, render, type TemplateResult } from 'lit';
import { blocks } from './block.ts';
import { composer } from './composer.ts';
import { conversation } from './conversation.ts';
import { confirmDialog, modal, showDialogs } from './modal.ts';
import { openPermalink, showLinked } from './permalink.ts';
import { openMenu, sidebar } from './sidebar.ts';
import { act, follow, onDraw, refreshAll, set, state } from './store.ts';
import { stringOf } from './text-object.ts';

const root = document.querySelector<HTMLElement>('#app');
let scrolledFor = '';

function page(): TemplateResult {
  return html`${state.online ? nothing : html`<div class="offline" role="status">Reconnecting to the sandbox…</div>`}
    ${sidebar()}
    <main class="main">${state.place === 'home' ? home() : channel()}</main>
    ${state.thread === undefined ? nothing : thread(state.thread)}
    ${state.modal ? modal(state.modal) : nothing} ${confirmDialog()}
    ${state.toast === undefined ? nothing : html`<div class="toast" role="status">${state.toast}</div>`}`;
}

function heading(words: string, note: string): TemplateResult {
  return html`<header class="top">
    <button type="button" class="icon menu" aria-label="Channels" @click=${openMenu}>☰</button>
    <h1>${words}</h1>
    <p>${note}</p>
  </header>`;
}

function channel(): TemplateResult {
  const here = state.channels.find(({ id }) => id === state.place);
  const name = here?.kind === 'dm' ? 'Signalbox' : `#${here?.name ?? ''}`;
  const isIn = here?.members.includes(state.me) ?? false;
  const top = state.messages.filter(
    (message) =>
      message.thread_ts === undefined || message.thread_ts === message.ts || message.broadcast === true,
  );
  return html`${heading(name, here ? `${String(here.members.length)} members` : '')}
    <div class="scroll talk" tabindex="0" aria-label="Messages">
      ${isIn ? conversation(top, false) : html`<p class="empty">This person is not in ${name}.</p>`}
    </div>
    ${isIn ? composer(name) : nothing}`;
}

function thread(ts: string): TemplateResult {
  const messages = state.messages.filter((message) => message.ts === ts || message.thread_ts === ts);
  return html`<aside class="thread" aria-label="Thread">
    <header class="top">
      <h1>Thread</h1>
      <button
        type="button"
        class="icon"
        aria-label="Close thread"
        @click=${() => {
          set({ thread: undefined });
        }}
      >
        ✕
      </button>
    </header>
    <div class="scroll">${conversation(messages, true)}</div>
    ${composer('thread', ts)}
  </aside>`;
}

function home(): TemplateResult {
  const view = state.home;
  return html`${heading('Signalbox', 'Home')}
    <div class="scroll home">
      ${
        view
          ? blocks(view.blocks, {
              use(element, blockId, value) {
                void act('click', {
                  user: state.me,
                  view_id: view.id,
                  action_id: stringOf(element['action_id']),
                  block_id: blockId,
                  value,
                });
              },
            })
          : html`<p class="empty">The app has not published a home for this person yet.</p>`
      }
    </div>`;
}

/** New messages are scrolled into sight, unless somebody reads further up. */
function keepAtEnd(draw: () => void): void {
  const area = document.querySelector('.talk');
  const atEnd = !area || area.scrollHeight - area.scrollTop - area.clientHeight < 80;
  draw();
  const after = document.querySelector('.talk');
  const key = `${state.place}:${state.me}:${state.messages.length > 0 ? 'full' : 'empty'}`;
  if (after && (atEnd || key !== scrolledFor)) after.scrollTop = after.scrollHeight;
  scrolledFor = key;
  showLinked();
}

if (root) {
  root.replaceChildren();
  onDraw(() => {
    keepAtEnd(() => {
      render(page(), root);
    });
    showDialogs();
  });
  openPermalink();
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && state.thread !== undefined && !state.modal) set({ thread: undefined });
  });
  void refreshAll();
  follow();
}

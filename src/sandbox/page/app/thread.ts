import { html, type TemplateResult } from 'lit';
import { composer } from './composer.ts';
import { conversation } from './conversation.ts';
import { icon } from './icon.ts';
import { set, state } from './state.ts';

export function thread(ts: string): TemplateResult {
  const messages = state.messages.filter((message) => message.ts === ts || message.thread_ts === ts);
  const channel = state.channels.find(({ id }) => id === state.place);
  return html`<aside class="thread" aria-label="Thread">
    <header class="top">
      <h2 tabindex="-1">Thread</h2>
      <p>${channel?.kind === 'dm' ? '' : `#${channel?.name ?? ''}`}</p>
      <button type="button" class="icon" aria-label="Close thread" @click=${closeThread}>
        ${icon('cross')}
      </button>
    </header>
    <div class="scroll" tabindex="0" role="region" aria-label="Messages of the thread">
      ${conversation(messages, true)}
    </div>
    <div class="foot">${composer('thread', ts)}</div>
  </aside>`;
}

export function closeThread(): void {
  set({ thread: undefined });
}

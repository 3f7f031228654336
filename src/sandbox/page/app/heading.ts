import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';
import { openMenu } from './sidebar.ts';
import { state } from './state.ts';

/** The line over a channel or the app's home. */
export function heading(words: string, notes: readonly string[], tag = ''): TemplateResult {
  return html`<header class="top">
    <button
      type="button"
      class="icon menu"
      aria-label="Channels"
      aria-expanded=${String(state.menuOpen)}
      @click=${openMenu}
    >
      ${icon('menu')}
    </button>
    <h1 tabindex="-1">${words}${tag === '' ? nothing : html`<span class="tag">${tag}</span>`}</h1>
    <p>${notes.filter((note) => note !== '').map((note) => html`<span>${note}</span>`)}</p>
  </header>`;
}

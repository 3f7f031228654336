import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';
import { set, state } from './state.ts';

export interface Notice {
  readonly kind: 'done' | 'failed';
  readonly text: string;
}

/** How long a good word stays; a failure stays until it is closed or something succeeds. */
const doneShowsMs = 6_000;

let timer = 0;
export function notify(kind: Notice['kind'], text: string): void {
  clearTimeout(timer);
  if (kind === 'done')
    timer = window.setTimeout(() => {
      set({ notice: undefined });
    }, doneShowsMs);
  set({ notice: { kind, text } });
}

/** The one place for it is in the flow, above the box: it covers nothing. */
export function notices(): TemplateResult {
  const { notice } = state;
  return html`<div class="notices" role="status">
    ${
      notice === undefined
        ? nothing
        : html`<p class="notice ${notice.kind}">
            ${icon(notice.kind === 'done' ? 'check' : 'warning')}<span>${notice.text}</span>
            <button
              type="button"
              class="icon"
              aria-label="Close this message"
              @click=${() => {
                set({ notice: undefined });
              }}
            >
              ${icon('cross')}
            </button>
          </p>`
    }
  </div>`;
}

/** What concerns the whole page stands on top and pushes the rest down. */
export function banner(): TemplateResult {
  return html`<div class="banners" role="status">
    ${state.online ? nothing : html`<p class="banner away">${icon('warning')}<span>The sandbox does not answer. Reconnecting… What you type stays here.</span></p>`}
    ${
      state.online && state.restarted
        ? html`<p class="banner">
            ${icon('restart')}<span>The sandbox was restarted; its messages are gone.</span>
            <button
              type="button"
              class="icon"
              aria-label="Close this message"
              @click=${() => {
                set({ restarted: false });
              }}
            >
              ${icon('cross')}
            </button>
          </p>`
        : nothing
    }
  </div>`;
}

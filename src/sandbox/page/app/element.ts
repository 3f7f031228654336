import { html, nothing, type TemplateResult } from 'lit';
import type { Kit } from './api.ts';
import { inputElement } from './field.ts';
import { options } from './select.ts';
import { set, state, type Confirmation } from './state.ts';
import { stringOf, textOf, wordsOf } from './text-object.ts';

/** Where an element stands: it says how using it reaches the app. */
export interface Host {
  /** The message's `ts` or the view's id: while a press of it waits, its elements do nothing. */
  readonly key: string;
  /** An element of an `actions` or `section` block was used. */
  use(element: Kit, blockId: string, value: unknown): void;
}

/** A button, or anything else that acts at once. */
export function actionElement(element: Kit, blockId: string, host: Host): TemplateResult {
  switch (element.type ?? '') {
    case 'button':
      return button(element, blockId, host);
    case 'overflow':
      return html`<select
        class="kit-select overflow"
        aria-label="More"
        @change=${(event: Event) => {
          const select = event.target as HTMLSelectElement;
          host.use(element, blockId, select.value);
          select.value = '';
        }}
      >
        <option value="">⋯</option>
        ${options(element)}
      </select>`;
    default:
      return inputElement(element, blockId, (value) => {
        host.use(element, blockId, value);
      });
  }
}

/** Not `disabled` while it waits: that would take the keyboard's place away. */
function button(element: Kit, blockId: string, host: Host): TemplateResult {
  const waits = state.pressing === host.key;
  const url = stringOf(element['url']);
  const label = stringOf(element['accessibility_label']);
  const press = () => {
    if (state.pressing === host.key) return;
    confirmed(element, () => {
      if (url !== '') window.open(url, '_blank', 'noopener,noreferrer');
      host.use(element, blockId, element['value']);
    });
  };
  return html`<button
    type="button"
    class="kit-button ${stringOf(element['style'])}"
    data-action=${stringOf(element['action_id'])}
    aria-disabled=${waits ? 'true' : nothing}
    aria-label=${label === '' ? nothing : label}
    @click=${press}
  >
    ${textOf(element['text'])}
  </button>`;
}

/** Slack asks first where an element has a `confirm`. */
function confirmed(element: Kit, go: () => void): void {
  const confirm = element['confirm'] as Kit | undefined;
  if (!confirm) {
    go();
    return;
  }
  const text: Confirmation = {
    title: wordsOf(confirm['title']),
    text: wordsOf(confirm['text']),
    confirm: wordsOf(confirm['confirm']) || 'Yes',
    deny: wordsOf(confirm['deny']) || 'No',
  };
  set({ confirm: { text, go } });
}

import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { View } from './api.ts';
import { blocks } from './block.ts';
import type { Host } from './element.ts';
import { icon } from './icon.ts';
import { notices } from './notice.ts';
import { set, state } from './state.ts';
import { act, press, refreshViews } from './store.ts';
import { stringOf, wordsOf } from './text-object.ts';

/** The top modal of the person's stack. */
export function modal(view: View): TemplateResult {
  const host: Host = {
    key: view.id,
    use: (element, blockId, value) =>
      void press(view.id, {
        view_id: view.id,
        action_id: stringOf(element['action_id']),
        block_id: blockId,
        ...(value !== undefined && { value }),
      }),
  };
  const close = () => void act('close', { user: state.me, view_id: view.id }).then(refreshViews);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (state.pressing === view.id) return;
    const values = valuesOf(event.target as HTMLFormElement);
    set({ pressing: view.id });
    const answer = await act('submit', { user: state.me, view_id: view.id, values });
    set({ faults: answer.errors ?? {}, pressing: undefined });
    await refreshViews();
    document.querySelector<HTMLElement>('dialog [aria-invalid="true"]')?.focus();
  };
  return keyed(
    view.id,
    html`<dialog
      class="modal"
      aria-label=${wordsOf(view.title)}
      @cancel=${(event: Event) => {
        event.preventDefault();
        close();
      }}
    >
      <form @submit=${submit} novalidate>
        <header>
          <h2>${wordsOf(view.title)}</h2>
          <button type="button" class="icon" aria-label="Close" @click=${close}>${icon('cross')}</button>
        </header>
        <div class="modal-body">${blocks(view.blocks, host, state.faults)}</div>
        ${notices()}
        <footer>
          <button type="button" class="kit-button" @click=${close}>${wordsOf(view.close) || 'Close'}</button>
          ${view.submit ? html`<button type="submit" class="kit-button primary" aria-disabled=${String(state.pressing === view.id)}>${wordsOf(view.submit)}</button>` : nothing}
        </footer>
      </form>
    </dialog>`,
  ) as unknown as TemplateResult;
}

/** `{block: {action: value}}`, as the submit door wants it. */
function valuesOf(form: HTMLFormElement): Record<string, Record<string, unknown>> {
  const values: Record<string, Record<string, unknown>> = {};
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
    '[name*="|"]',
  )) {
    const [block = '', action = ''] = field.name.split('|');
    const there = (values[block] ??= {});
    if (field instanceof HTMLSelectElement)
      there[action] = field.multiple
        ? [...field.selectedOptions].map(({ value }) => value)
        : field.value || null;
    else if (field.type === 'checkbox')
      there[action] = [
        ...((there[action] as string[] | undefined) ?? []),
        ...((field as HTMLInputElement).checked ? [field.value] : []),
      ];
    else if (field.type === 'radio')
      there[action] = (field as HTMLInputElement).checked ? field.value : (there[action] ?? null);
    else if (field.dataset['kind'] === 'epoch')
      there[action] = field.value === '' ? null : Math.floor(new Date(field.value).getTime() / 1000);
    else there[action] = field.value === '' ? null : field.value;
  }
  return values;
}

export function confirmDialog(): TemplateResult | typeof nothing {
  const asked = state.confirm;
  if (!asked) return nothing;
  const answer = (go: boolean) => () => {
    set({ confirm: undefined });
    if (go) asked.go();
  };
  return html`<dialog class="modal small" aria-label=${asked.text.title} @cancel=${answer(false)}>
    <header><h2>${asked.text.title}</h2></header>
    <div class="modal-body"><p>${asked.text.text}</p></div>
    <footer>
      <button type="button" class="kit-button" @click=${answer(false)}>${asked.text.deny}</button>
      <button type="button" class="kit-button primary" @click=${answer(true)}>${asked.text.confirm}</button>
    </footer>
  </dialog>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import type { Kit } from './api.ts';
import { set, state, type Confirmation } from './store.ts';
import { listOf, stringOf, textOf, wordsOf } from './text-object.ts';

/** Where an element stands: it says how using it reaches the app. */
export interface Host {
  /** An element of an `actions` or `section` block was used. */
  use(element: Kit, blockId: string, value: unknown): void;
}

/** A button, or anything else that acts at once. */
export function actionElement(element: Kit, blockId: string, host: Host): TemplateResult {
  switch (element.type ?? '') {
    case 'button':
      return html`<button
        type="button"
        class="kit-button ${stringOf(element['style'])}"
        data-action=${stringOf(element['action_id'])}
        ?disabled=${state.busy}
        @click=${() => {
          confirmed(element, () => {
            host.use(element, blockId, element['value']);
          });
        }}
      >
        ${textOf(element['text'])}
      </button>`;
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

/** An element that holds a value. @param changed told at once; in a modal the submit reads all of them together */
export function inputElement(
  element: Kit,
  blockId: string,
  changed?: (value: unknown) => void,
): TemplateResult {
  const name = `${blockId}|${stringOf(element['action_id'])}`;
  const placeholder = wordsOf(element['placeholder']);
  const onChange = (event: Event) => changed?.((event.target as HTMLInputElement).value);
  const type = element.type ?? '';
  switch (type) {
    case 'plain_text_input':
      return element['multiline'] === true
        ? html`<textarea
            id=${name}
            name=${name}
            rows="4"
            placeholder=${placeholder}
            maxlength=${lengthOf(element)}
            .defaultValue=${stringOf(element['initial_value'])}
          ></textarea>`
        : html`<input
            id=${name}
            name=${name}
            type="text"
            placeholder=${placeholder}
            maxlength=${lengthOf(element)}
            .defaultValue=${stringOf(element['initial_value'])}
          />`;
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input': {
      const kind = { number_input: 'number', email_text_input: 'email', url_text_input: 'url' }[type];
      return html`<input
        id=${name}
        name=${name}
        type=${kind}
        step="any"
        placeholder=${placeholder}
        .defaultValue=${stringOf(element['initial_value'])}
      />`;
    }
    case 'datepicker':
      return html`<input
        id=${name}
        name=${name}
        type="date"
        .defaultValue=${stringOf(element['initial_date'])}
        @change=${onChange}
      />`;
    case 'timepicker':
      return html`<input
        id=${name}
        name=${name}
        type="time"
        .defaultValue=${stringOf(element['initial_time'])}
        @change=${onChange}
      />`;
    case 'datetimepicker':
      return html`<input
        id=${name}
        name=${name}
        type="datetime-local"
        data-kind="epoch"
        @change=${(event: Event) => changed?.(secondsOf((event.target as HTMLInputElement).value))}
      />`;
    case 'radio_buttons':
    case 'checkboxes':
      return choices(element, name, changed);
    default:
      return selectElement(element, name, type, placeholder, changed);
  }
}

function selectElement(
  element: Kit,
  name: string,
  type: string,
  placeholder: string,
  changed?: (value: unknown) => void,
): TemplateResult {
  const many = type.startsWith('multi_');
  const kind = type.replace('multi_', '');
  const listed: Readonly<Record<string, readonly { value: string; words: string }[]>> = {
    users_select: state.people.map(({ id, name: words }) => ({ value: id, words })),
    channels_select: state.channels
      .filter((channel) => channel.kind === 'public')
      .map(({ id, name: words }) => ({ value: id, words: `#${words}` })),
    conversations_select: state.channels.map(({ id, name: words }) => ({ value: id, words: `#${words}` })),
  };
  const inner =
    kind === 'static_select'
      ? options(element)
      : listed[kind]?.map(({ value, words }) => html`<option value=${value}>${words}</option>`);
  if (kind === 'external_select') {
    return html`<input
      id=${name}
      name=${name}
      type="text"
      placeholder=${placeholder || 'Type to search'}
      @change=${(event: Event) => changed?.((event.target as HTMLInputElement).value)}
    />`;
  }
  if (!inner) return unknown(`element ${type === '' ? 'without a type' : type}`);
  return html`<select
    id=${name}
    name=${name}
    ?multiple=${many}
    @change=${(event: Event) => {
      const select = event.target as HTMLSelectElement;
      changed?.(many ? [...select.selectedOptions].map(({ value }) => value) : select.value);
    }}
  >
    ${many ? nothing : html`<option value="">${placeholder || 'Choose…'}</option>`} ${inner}
  </select>`;
}

function choices(element: Kit, name: string, changed?: (value: unknown) => void): TemplateResult {
  const kind = element.type === 'checkboxes' ? 'checkbox' : 'radio';
  const initial = new Set(
    [element['initial_option'] as Kit | undefined, ...listOf(element['initial_options'])].map(
      (option) => option?.['value'],
    ),
  );
  return html`<div class="choices" role=${kind === 'radio' ? 'radiogroup' : 'group'}>
    ${listOf(element['options']).map(
      (option) =>
        html`<label class="choice"
          ><input
            type=${kind}
            name=${name}
            value=${stringOf(option['value'])}
            ?checked=${initial.has(option['value'])}
            @change=${(event: Event) => changed?.(kind === 'radio' ? option['value'] : checkedBeside(event))}
          />
          <span
            >${textOf(option['text'])}${option['description'] ? html`<small>${textOf(option['description'])}</small>` : nothing}</span
          ></label
        >`,
    )}
  </div>`;
}

/** Every box that is checked in the same group. */
function checkedBeside(event: Event): readonly string[] {
  const group = (event.target as HTMLElement).closest('.choices');
  return [...(group?.querySelectorAll<HTMLInputElement>('input:checked') ?? [])].map(({ value }) => value);
}

/** Seconds since the epoch of a local date and time. */
export function secondsOf(local: string): number | null {
  return local === '' ? null : Math.floor(new Date(local).getTime() / 1000);
}

function options(element: Kit): TemplateResult[] {
  const initial = (element['initial_option'] as Kit | undefined)?.['value'];
  const one = (option: Kit) =>
    html`<option value=${stringOf(option['value'])} ?selected=${option['value'] === initial}>
      ${wordsOf(option['text'])}
    </option>`;
  const groups = listOf(element['option_groups']).map(
    (group) =>
      html`<optgroup label=${wordsOf(group['label'])}>${listOf(group['options']).map(one)}</optgroup>`,
  );
  return [...listOf(element['options']).map(one), ...groups];
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

/** A visible error for whatever cannot be drawn: better than a gap. */
export function unknown(what: string): TemplateResult {
  return html`<div class="unknown" role="alert">This page cannot draw: ${what}</div>`;
}

function lengthOf(element: Kit): number {
  return typeof element['max_length'] === 'number' ? element['max_length'] : 3000;
}

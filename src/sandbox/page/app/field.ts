import { html, nothing, type TemplateResult } from 'lit';
import type { Kit } from './api.ts';
import { selectElement } from './select.ts';
import { listOf, stringOf, textOf, wordsOf } from './text-object.ts';

/** What stands around a field in its `input` block: where its fault and its hint are. */
export interface Around {
  readonly faulty: boolean;
  readonly describedBy: string;
}
const alone: Around = { faulty: false, describedBy: '' };

/** The name of a field in its form: the submit reads block and action from it. */
export function fieldName(element: Kit, blockId: string): string {
  return `${blockId}|${stringOf(element['action_id'])}`;
}

/** An element that holds a value. @param changed told at once; in a modal the submit reads all of them together */
export function inputElement(
  element: Kit,
  blockId: string,
  changed?: (value: unknown) => void,
  around: Around = alone,
): TemplateResult {
  const name = fieldName(element, blockId);
  const type = element.type ?? '';
  switch (type) {
    case 'plain_text_input':
      return element['multiline'] === true
        ? paragraph(element, name, around)
        : line(element, name, 'text', stringOf(element['initial_value']), around);
    case 'number_input':
      return line(element, name, 'number', stringOf(element['initial_value']), around);
    case 'email_text_input':
      return line(element, name, 'email', stringOf(element['initial_value']), around);
    case 'url_text_input':
      return line(element, name, 'url', stringOf(element['initial_value']), around);
    case 'datepicker':
      return line(element, name, 'date', stringOf(element['initial_date']), around, changed);
    case 'timepicker':
      return line(element, name, 'time', stringOf(element['initial_time']), around, changed);
    case 'datetimepicker':
      return line(
        element,
        name,
        'datetime-local',
        localMoment(element['initial_date_time']),
        around,
        changed,
      );
    case 'external_select':
      return line(element, name, 'text', '', around, changed);
    case 'radio_buttons':
    case 'checkboxes':
      return choices(element, name, around, changed);
    default:
      return selectElement(element, name, around, changed);
  }
}

function line(
  element: Kit,
  name: string,
  type: string,
  initial: string,
  { faulty, describedBy }: Around,
  changed?: (value: unknown) => void,
): TemplateResult {
  const longest = element['max_length'];
  return html`<input
    id=${name}
    name=${name}
    type=${type}
    step=${type === 'number' && element['is_decimal_allowed'] === true ? 'any' : nothing}
    data-kind=${type === 'datetime-local' ? 'epoch' : nothing}
    placeholder=${wordsOf(element['placeholder'])}
    maxlength=${typeof longest === 'number' ? longest : nothing}
    aria-invalid=${faulty ? 'true' : nothing}
    aria-describedby=${describedBy || nothing}
    .defaultValue=${initial}
    @change=${(event: Event) => changed?.((event.target as HTMLInputElement).value)}
  />`;
}

function paragraph(element: Kit, name: string, { faulty, describedBy }: Around): TemplateResult {
  const longest = element['max_length'];
  return html`<textarea
    id=${name}
    name=${name}
    rows="4"
    placeholder=${wordsOf(element['placeholder'])}
    maxlength=${typeof longest === 'number' ? longest : longestText}
    aria-invalid=${faulty ? 'true' : nothing}
    aria-describedby=${describedBy || nothing}
    .defaultValue=${stringOf(element['initial_value'])}
  ></textarea>`;
}

/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const longestText = 3_000;

/** Epoch seconds as the browser's field for a local date and time writes them. */
function localMoment(seconds: unknown): string {
  if (typeof seconds !== 'number') return '';
  const at = new Date(seconds * 1_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function choices(
  element: Kit,
  name: string,
  { faulty, describedBy }: Around,
  changed?: (value: unknown) => void,
): TemplateResult {
  const kind = element.type === 'checkboxes' ? 'checkbox' : 'radio';
  const initial = new Set(
    [element['initial_option'] as Kit | undefined, ...listOf(element['initial_options'])].map(
      (option) => option?.['value'],
    ),
  );
  const values = (event: Event) =>
    [...((event.target as HTMLElement).closest('.choices')?.querySelectorAll('input') ?? [])]
      .filter(({ checked }) => checked)
      .map(({ value }) => value);
  return html`<div
    class="choices"
    role=${kind === 'radio' ? 'radiogroup' : 'group'}
    aria-labelledby="label-${name}"
    aria-invalid=${faulty ? 'true' : nothing}
    aria-describedby=${describedBy || nothing}
  >
    ${listOf(element['options']).map(
      (option) =>
        html`<label class="choice"
          ><input
            type=${kind}
            name=${name}
            value=${stringOf(option['value'])}
            ?checked=${initial.has(option['value'])}
            @change=${(event: Event) => changed?.(kind === 'radio' ? option['value'] : values(event))}
          />
          <span
            >${textOf(option['text'])}${option['description'] ? html`<small>${textOf(option['description'])}</small>` : nothing}</span
          ></label
        >`,
    )}
  </div>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import type { Kit } from './api.ts';
import type { Around } from './field.ts';
import { state } from './state.ts';
import { listOf, stringOf, wordsOf } from './text-object.ts';
import { unknown } from './unknown.ts';

/** A list to choose from: fixed options, people, channels. */
export function selectElement(
  element: Kit,
  name: string,
  { faulty, describedBy }: Around,
  changed?: (value: unknown) => void,
): TemplateResult {
  const type = element.type ?? '';
  const many = type.startsWith('multi_');
  const inner = listed(element, type.replace('multi_', ''));
  if (!inner) return unknown(`element ${type === '' ? 'without a type' : type}`);
  return html`<select
    id=${name}
    name=${name}
    ?multiple=${many}
    aria-invalid=${faulty ? 'true' : nothing}
    aria-describedby=${describedBy || nothing}
    @change=${(event: Event) => {
      const select = event.target as HTMLSelectElement;
      changed?.(many ? [...select.selectedOptions].map(({ value }) => value) : select.value);
    }}
  >
    ${many ? nothing : html`<option value="">${wordsOf(element['placeholder']) || 'Choose…'}</option>`}
    ${inner}
  </select>`;
}

function listed(element: Kit, kind: string): TemplateResult[] | undefined {
  switch (kind) {
    case 'static_select':
      return options(element);
    case 'users_select':
      return state.people.map(({ id, name }) => option(id, name, chosenIds(element, 'user')));
    case 'channels_select':
      return state.channels
        .filter((channel) => channel.kind === 'public')
        .map(({ id, name }) => option(id, `#${name}`, chosenIds(element, 'channel')));
    case 'conversations_select':
      return state.channels.map(({ id, name }) => option(id, `#${name}`, chosenIds(element, 'conversation')));
    default:
      return undefined;
  }
}

function chosenIds(element: Kit, noun: string): ReadonlySet<unknown> {
  const several = element[`initial_${noun}s`];
  return new Set([element[`initial_${noun}`], ...(Array.isArray(several) ? (several as unknown[]) : [])]);
}

/** Options of a select or an overflow menu, in their groups. */
export function options(element: Kit): TemplateResult[] {
  const initial = new Set(
    [element['initial_option'] as Kit | undefined, ...listOf(element['initial_options'])].map(
      (chosen) => chosen?.['value'],
    ),
  );
  const one = (given: Kit) => option(stringOf(given['value']), wordsOf(given['text']), initial);
  const groups = listOf(element['option_groups']).map(
    (group) =>
      html`<optgroup label=${wordsOf(group['label'])}>${listOf(group['options']).map(one)}</optgroup>`,
  );
  return [...listOf(element['options']).map(one), ...groups];
}

function option(value: string, words: string, chosen: ReadonlySet<unknown>): TemplateResult {
  return html`<option value=${value} ?selected=${chosen.has(value)}>${words}</option>`;
}

import type { InputBlock } from '@slack/types';
import type { FormField } from '../forms/index.ts';
import type { JsonObject, JsonValue } from '../platform/index.ts';

const action = 'value';
/** The block of a field of a form; its faults are said there. */
export const formBlock = (name: string) => `form.${name}`;
/** plain_text_input takes 3000 characters. https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const longestText = 3_000;

/** One input a field. Pure. */
export function formBlocks(fields: readonly FormField[]): readonly InputBlock[] {
  return fields.map((field) => ({
    type: 'input',
    block_id: formBlock(field.name),
    optional: !field.required,
    label: { type: 'plain_text', text: field.label },
    ...(field.hint !== undefined && { hint: { type: 'plain_text', text: field.hint } }),
    element: elementOf(field),
  }));
}

function elementOf(field: FormField): InputBlock['element'] {
  const { initial } = field;
  switch (field.kind) {
    case 'text':
      return {
        type: 'plain_text_input',
        action_id: action,
        max_length: field.maxLength ?? longestText,
        ...(field.minLength !== undefined && field.minLength > 0 && { min_length: field.minLength }),
        ...initialText(initial, field.maxLength ?? longestText),
      };
    case 'number':
      return {
        type: 'number_input',
        action_id: action,
        is_decimal_allowed: !field.whole,
        ...(field.minimum !== undefined && { min_value: String(field.minimum) }),
        ...(field.maximum !== undefined && { max_value: String(field.maximum) }),
        ...(typeof initial === 'number' && { initial_value: String(initial) }),
      };
    case 'date':
      return { type: 'datepicker', action_id: action, ...(isDay(initial) && { initial_date: initial }) };
    case 'person':
      return { type: 'users_select', action_id: action, ...(isUser(initial) && { initial_user: initial }) };
    case 'people':
      return { type: 'multi_users_select', action_id: action, ...several(initial, isUser, 'initial_users') };
    case 'choice':
      return {
        type: 'static_select',
        action_id: action,
        options: field.options.map(optionOf),
        ...(typeof initial === 'string' && { initial_option: optionOf(initial) }),
      };
    case 'choices': {
      const isOption = (value: unknown): value is string =>
        typeof value === 'string' && field.options.includes(value);
      const { initial_options: chosen } = several(initial, isOption, 'initial_options');
      return {
        type: 'multi_static_select',
        action_id: action,
        options: field.options.map(optionOf),
        ...(chosen && { initial_options: chosen.map(optionOf) }),
      };
    }
    case 'yes-no':
      return {
        type: 'radio_buttons',
        action_id: action,
        options: ['yes', 'no'].map(optionOf),
        ...(typeof initial === 'boolean' && { initial_option: optionOf(initial ? 'yes' : 'no') }),
      };
    case 'json':
      return {
        type: 'plain_text_input',
        action_id: action,
        multiline: true,
        max_length: longestText,
        ...(initial !== undefined && initialText(JSON.stringify(initial, null, 2), longestText)),
      };
  }
}

function initialText(initial: unknown, longest: number): { initial_value?: string } {
  const fits = typeof initial === 'string' && initial !== '' && initial.length <= longest;
  return fits ? { initial_value: initial } : {};
}

function several<Name extends string>(
  initial: unknown,
  fits: (value: unknown) => value is string,
  name: Name,
): { readonly [key in Name]?: string[] } {
  const found: string[] = Array.isArray(initial) ? initial.filter(fits) : [];
  return found.length === 0 ? {} : ({ [name]: found } as { [key in Name]: string[] });
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}

function isUser(value: unknown): value is string {
  return typeof value === 'string' && /^[UW][A-Z0-9]+$/.test(value);
}

function optionOf(value: string) {
  return { text: { type: 'plain_text' as const, text: value }, value };
}

/** What a view's state holds of one element, whatever its kind. */
interface Filled {
  readonly value?: string | null;
  readonly selected_date?: string | null;
  readonly selected_user?: string | null;
  readonly selected_users?: readonly string[];
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_options?: readonly { readonly value?: string }[] | null;
}

/** What somebody filled in, as JSON; what they left empty is not in it. Pure. */
export function formValues(
  fields: readonly FormField[],
  state: Readonly<Record<string, Readonly<Record<string, Filled>> | undefined>>,
): JsonObject {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const filled = state[formBlock(field.name)]?.[action];
      const value = filled && valueOf(field, filled);
      return value === undefined || value === null ? [] : [[field.name, value] as const];
    }),
  );
}

function valueOf(field: FormField, filled: Filled): JsonValue | undefined {
  switch (field.kind) {
    case 'text':
    case 'json':
      return filled.value === '' ? undefined : filled.value;
    case 'number': {
      const written = filled.value?.trim() ?? '';
      // What is no number stays as it was written: its fault is said on the field.
      return written === '' ? undefined : Number.isFinite(Number(written)) ? Number(written) : written;
    }
    case 'date':
      return filled.selected_date;
    case 'person':
      return filled.selected_user;
    case 'people':
      return emptyless([...(filled.selected_users ?? [])]);
    case 'choice':
      return filled.selected_option?.value;
    case 'choices':
      return emptyless((filled.selected_options ?? []).flatMap(({ value }) => value ?? []));
    case 'yes-no':
      return filled.selected_option?.value === undefined ? undefined : filled.selected_option.value === 'yes';
  }
}

function emptyless(list: string[]): string[] | undefined {
  return list.length === 0 ? undefined : list;
}

import type { JsonObject, JsonValue } from '../platform/index.ts';
import type { FormField } from './field.ts';

/** What is wrong with what somebody filled in, by name of the field. Pure. */
export type FormFaults = Readonly<Record<string, string>>;

export function formFaults(fields: readonly FormField[], values: JsonObject): FormFaults {
  const asked = new Set(fields.map(({ name }) => name));
  const more = Object.keys(values).filter((name) => !asked.has(name));
  const found = fields.map((field) => [field.name, faultOf(field, values[field.name])] as const);
  return Object.fromEntries([
    ...more.map((name) => [name, 'The form does not ask for this.'] as const),
    ...found.flatMap(([name, fault]) => (fault === undefined ? [] : [[name, fault] as const])),
  ]);
}

function faultOf(field: FormField, value: JsonValue | undefined): string | undefined {
  if (isEmpty(value)) return field.required ? 'This is needed.' : undefined;
  switch (field.kind) {
    case 'text':
      return textFault(field, value);
    case 'number':
      return numberFault(field, value);
    case 'date':
      return isDate(value) ? undefined : 'Choose a day, such as 2026-12-31.';
    case 'person':
      return isPerson(value) ? undefined : 'Choose a person.';
    case 'people':
      return Array.isArray(value) && value.every(isPerson) ? undefined : 'Choose people.';
    case 'choice':
      return isOneOf(field.options, value) ? undefined : `Choose one of ${field.options.join(', ')}.`;
    case 'choices':
      return Array.isArray(value) && value.every((one: JsonValue) => isOneOf(field.options, one))
        ? undefined
        : `Choose of ${field.options.join(', ')}.`;
    case 'yes-no':
      return typeof value === 'boolean' ? undefined : 'Choose yes or no.';
    case 'json':
      return undefined;
  }
}

function textFault(field: Extract<FormField, { kind: 'text' }>, value: JsonValue | undefined) {
  if (typeof value !== 'string') return 'Write text.';
  const { minLength, maxLength, pattern } = field;
  if (minLength !== undefined && value.length < minLength)
    return `Write at least ${String(minLength)} characters.`;
  if (maxLength !== undefined && value.length > maxLength)
    return `Write at most ${String(maxLength)} characters.`;
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value))
    return `Write it in the form ${pattern}.`;
  return undefined;
}

function numberFault(field: Extract<FormField, { kind: 'number' }>, value: JsonValue | undefined) {
  const { whole, minimum, maximum } = field;
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'Write a number.';
  if (whole && !Number.isInteger(value)) return 'Write a whole number.';
  if (minimum !== undefined && value < minimum) return `Write ${String(minimum)} or more.`;
  if (maximum !== undefined && value > maximum) return `Write ${String(maximum)} or less.`;
  return undefined;
}

function isEmpty(value: JsonValue | undefined): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function isDate(value: JsonValue | undefined): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
}

function isPerson(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && /^[UW][A-Z0-9]+$/.test(value);
}

function isOneOf(options: readonly string[], value: JsonValue | undefined): boolean {
  return typeof value === 'string' && options.includes(value);
}

import { z } from 'zod';
import type { JsonObject } from '../platform/index.ts';
import type { FormField } from './field.ts';

/** What is wrong in a form, and where below `form`. */
export interface FormFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Slack: an option's text has 75 characters, a select takes 100 options, checkboxes 10, a label 2000. https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const option = z.string().min(1).max(75);
const options = z.array(option).min(1).max(100);
/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const longestText = 3_000;
/** A modal takes 100 blocks; beside the form it shows the title, the facts and a reason. https://docs.slack.dev/surfaces/modals */
const mostFields = 40;

const words = {
  title: z.string().min(1).max(2_000).optional(),
  description: z.string().max(2_000).optional(),
};
const length = z.int().min(0).max(longestText).optional();
const pattern = z
  .string()
  .refine((text) => compiles(text), 'is not a regular expression')
  .optional();
const text = z.strictObject({
  ...words,
  type: z.literal('string'),
  format: z.enum(['date', 'users']).optional(),
  enum: options.optional(),
  minLength: length,
  maxLength: length,
  pattern,
});
const number = z.strictObject({
  ...words,
  type: z.enum(['number', 'integer']),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});
const yesNo = z.strictObject({ ...words, type: z.literal('boolean') });
const list = z.strictObject({
  ...words,
  type: z.literal('array'),
  items: z.strictObject({
    type: z.literal('string'),
    enum: options.optional(),
    format: z.literal('users').optional(),
  }),
  uniqueItems: z.boolean().optional(),
});
const property = z.discriminatedUnion('type', [text, number, yesNo, list]);
const form = z.strictObject({
  $schema: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  type: z.literal('object'),
  properties: z.record(
    z.string().regex(/^[\w-]{1,80}$/, 'a name in a form has letters, digits, - and _'),
    property,
  ),
  required: z.array(z.string()).default([]),
  additionalProperties: z.literal(false).optional(),
});

/** The fields of a gate's form; one that Slack cannot draw is refused with its place. Pure. */
export function readForm(
  written: JsonObject,
): { readonly fields: readonly FormField[] } | { readonly faults: readonly FormFault[] } {
  const read = form.safeParse(written);
  if (!read.success)
    return { faults: read.error.issues.map(({ path, message }) => ({ path, message: inWords(message) })) };
  const { properties, required } = read.data;
  const names = Object.keys(properties);
  const faults: FormFault[] = required
    .filter((name) => !names.includes(name))
    .map((name) => ({ path: ['required'], message: `"${name}" is required and not among the properties` }));
  if (names.length === 0) faults.push({ path: ['properties'], message: 'the form asks for nothing' });
  if (names.length > mostFields)
    faults.push({ path: ['properties'], message: `a form has ${String(mostFields)} fields at most` });
  for (const [name, { type, ...rest }] of Object.entries(properties)) {
    if (type === 'array' && 'items' in rest && !rest.items.enum && rest.items.format === undefined)
      faults.push({ path: ['properties', name], message: 'a list needs items with enum, or format: users' });
  }
  if (faults.length > 0) return { faults };
  return {
    fields: Object.entries(properties).map(([name, one]) => fieldOf(name, one, required.includes(name))),
  };
}

function fieldOf(name: string, written: z.output<typeof property>, required: boolean): FormField {
  const { title, description } = written;
  const named = {
    name,
    label: title ?? name,
    required,
    ...(description !== undefined && { hint: description }),
  };
  switch (written.type) {
    case 'string':
      return textField(named, written);
    case 'number':
    case 'integer': {
      const { type, minimum, maximum } = written;
      const least = minimum === undefined ? {} : { minimum };
      const most = maximum === undefined ? {} : { maximum };
      return { ...named, kind: 'number', whole: type === 'integer', ...least, ...most };
    }
    case 'boolean':
      return { ...named, kind: 'yes-no' };
    case 'array':
      return written.items.enum
        ? { ...named, kind: 'choices', options: written.items.enum }
        : { ...named, kind: 'people' };
  }
}

function textField(
  named: Pick<FormField, 'name' | 'label' | 'hint' | 'required'>,
  written: z.output<typeof text>,
): FormField {
  const { format, enum: choices, minLength, maxLength, pattern: wanted } = written;
  if (choices) return { ...named, kind: 'choice', options: choices };
  if (format === 'date') return { ...named, kind: 'date' };
  if (format === 'users') return { ...named, kind: 'person' };
  return {
    ...named,
    kind: 'text',
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(wanted !== undefined && { pattern: wanted }),
  };
}

function inWords(message: string): string {
  return `Signalbox cannot draw this form: ${message.replace(/^Invalid (?:input|option): /, '')}`;
}

function compiles(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}

import { derivedId, isJsonObject, type JsonObject, type JsonValue } from '../platform/index.ts';
import type { FormField } from './field.ts';
import { leafOf } from './drawn-leaf.ts';
import { plainObject, typeOf, unfolded } from './schema-node.ts';

/** A field of a form, and where in the input its value goes. */
export interface DrawnField {
  readonly field: FormField;
  readonly path: readonly string[];
  /** Values of a choice that are no text, by the words they are shown as. */
  readonly values?: ReadonlyMap<string, JsonValue>;
}

/** A form made from a JSON Schema. */
export interface Drawing {
  readonly fields: readonly DrawnField[];
  /** Values that leave no choice. */
  readonly fixed: readonly { readonly path: readonly string[]; readonly value: JsonValue }[];
  /** Objects that must be there, whatever is filled in. */
  readonly needed: readonly (readonly string[])[];
}

/** A modal takes 100 blocks; a longer form nobody fills in. https://docs.slack.dev/surfaces/modals */
const mostFields = 45;
/** Objects inside objects are drawn flat to this depth. */
const deepest = 3;

/** Names of a property that takes the link to a message. */
const linkNames = new Set([
  'permalink',
  'message',
  'message_link',
  'messageLink',
  'slack_message',
  'slackMessage',
]);

/** The fields that ask for an input; what cannot be drawn is asked for as JSON. Pure. */
export function drawForm(schema: JsonObject | undefined): Drawing {
  if (!schema) return wholeOf({});
  const root = unfolded(schema, schema);
  if (!plainObject(root)) return wholeOf(root);
  const drawn = objectOf(root, { schema, path: [], labels: [], required: true });
  return drawn.fields.length > mostFields ? wholeOf(root) : drawn;
}

/** The field that a link to a message goes into, where the form asks for one. Pure. */
export function fieldForLink({ fields }: Drawing): DrawnField | undefined {
  return fields.find(({ field, path }) => field.kind === 'text' && linkNames.has(path.at(-1) ?? ''));
}

interface Around {
  /** The whole schema: what `$ref` points into. */
  readonly schema: JsonObject;
  readonly path: readonly string[];
  readonly labels: readonly string[];
  /** Whether everything around it is required too. */
  readonly required: boolean;
}

function objectOf(node: JsonObject, around: Around): Drawing {
  const required: readonly JsonValue[] = Array.isArray(node['required']) ? node['required'] : [];
  const properties = isJsonObject(node['properties']) ? node['properties'] : {};
  const parts = Object.entries(properties).map(([key, written]) =>
    propertyOf(unfolded(written, around.schema), {
      schema: around.schema,
      path: [...around.path, key],
      labels: [...around.labels, titleOf(written, around.schema) ?? key],
      required: around.required && required.includes(key),
    }),
  );
  return {
    fields: parts.flatMap(({ fields }) => fields),
    fixed: parts.flatMap(({ fixed }) => fixed),
    needed: [...(around.required ? [around.path] : []), ...parts.flatMap(({ needed }) => needed)],
  };
}

function propertyOf(node: JsonObject, around: Around): Drawing {
  const { path, labels, required } = around;
  const value = node['const'];
  if (value !== undefined) return { fields: [], fixed: [{ path, value }], needed: [] };
  if (typeOf(node) === 'object' && plainObject(node) && path.length < deepest) return objectOf(node, around);
  const hint = hintOf(node);
  const named = {
    name: nameOf(path),
    label: labels.join(' › ').slice(0, longestLabel).trim() || 'Without a name',
    required,
    ...(hint !== undefined && { hint: hint.slice(0, longestHint) }),
  };
  return { fields: [{ ...leafOf(node, named), path }], fixed: [], needed: [] };
}

/** https://docs.slack.dev/reference/block-kit/blocks/input-block allows 2000; nobody reads so many above a field. */
const longestLabel = 200;
const longestHint = 500;

/** Safe in a block_id of 255 characters, and one name for one path. */
function nameOf(path: readonly string[]): string {
  const name = path.join('/');
  return path.every((key) => /^[\w.-]+$/.test(key)) && name.length <= 200 ? name : derivedId('f', ...path);
}

function titleOf(written: JsonValue, schema: JsonObject): string | undefined {
  const title = unfolded(written, schema)['title'];
  return typeof title === 'string' && title.trim() !== '' ? title : undefined;
}

function hintOf({ description, pattern }: JsonObject): string | undefined {
  if (typeof description === 'string' && description.trim() !== '') return description;
  return typeof pattern === 'string' && pattern !== '' ? `In the form ${pattern}` : undefined;
}

/** One box of JSON for everything. */
function wholeOf(node: JsonObject): Drawing {
  const examples = node['examples'];
  const example = node['default'] ?? (Array.isArray(examples) ? (examples[0] as JsonValue) : undefined);
  const field: FormField = {
    kind: 'json',
    name: 'input',
    label: 'Input',
    required: false,
    hint: 'As JSON, such as {"service": "billing-api"}. Up to 3000 characters; what is longer goes behind /workflow start NAME.',
    initial: example ?? {},
  };
  return { fields: [{ field, path: [] }], fixed: [], needed: [] };
}

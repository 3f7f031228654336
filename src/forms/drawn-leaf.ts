import { isJsonObject, type JsonObject, type JsonValue } from '../platform/index.ts';
import type { FormField } from './field.ts';
import { typeOf } from './schema-node.ts';

type Named = Pick<FormField, 'name' | 'label' | 'hint' | 'required'>;
interface Leaf {
  readonly field: FormField;
  readonly values?: ReadonlyMap<string, JsonValue>;
}

/** A plain_text_input takes so many characters. https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const longestText = 3_000;
/** Options of a select, and characters of one. https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const mostOptions = 100;
const longestOption = 75;
/** Written without an exponent up to here. */
const largestNumber = 1e15;

/** The field for a value that is no object of fields. Pure. */
export function leafOf(node: JsonObject, named: Named): Leaf {
  const initial = node['default'];
  const choice = optionsOf(node['enum']);
  if (choice) return choiceOf('choice', named, choice, initial);
  switch (typeOf(node) ?? 'any') {
    case 'string':
      return node['enum'] === undefined
        ? { field: textOf(node, named) }
        : { field: textOf({ default: initial ?? null }, named) };
    case 'number':
    case 'integer':
      return { field: numberOf(node, named) };
    case 'boolean':
      return { field: { ...named, kind: 'yes-no', ...(typeof initial === 'boolean' && { initial }) } };
    case 'array': {
      const items = isJsonObject(node['items']) ? node['items'] : {};
      const several = optionsOf(items['enum']);
      if (several) return choiceOf('choices', named, several, initial);
      if (items['format'] === 'users')
        return {
          field: {
            ...named,
            kind: 'people',
            ...(Array.isArray(initial) && { initial: initial as JsonValue }),
          },
        };
      return { field: jsonOf(node, named) };
    }
    default:
      return { field: jsonOf(node, named) };
  }
}

function textOf({ default: initial, format, minLength, maxLength }: JsonObject, named: Named): FormField {
  const text = typeof initial === 'string' && initial !== '' ? { initial } : {};
  if (format === 'date') return { ...named, kind: 'date', ...text };
  if (format === 'users') return { ...named, kind: 'person', ...text };
  const most = typeof maxLength === 'number' ? Math.min(Math.max(1, maxLength), longestText) : longestText;
  const least = typeof minLength === 'number' && minLength <= most ? { minLength } : {};
  return { ...named, kind: 'text', ...least, ...(maxLength !== undefined && { maxLength: most }), ...text };
}

function numberOf(node: JsonObject, named: Named): FormField {
  const { default: initial, minimum, maximum } = node;
  const plain = (value: JsonValue | undefined): value is number =>
    typeof value === 'number' && Math.abs(value) < largestNumber && !String(value).includes('e');
  return {
    ...named,
    kind: 'number',
    whole: typeOf(node) === 'integer',
    ...(plain(minimum) && { minimum }),
    ...(plain(maximum) && { maximum }),
    ...(plain(initial) && { initial }),
  };
}

function jsonOf({ default: initial }: JsonObject, named: Named): FormField {
  const hint = named.hint === undefined ? 'As JSON' : `${named.hint} (as JSON)`;
  return { ...named, hint, kind: 'json', ...(initial !== undefined && { initial }) };
}

/** The values by their words; undefined where a list of them cannot be drawn. */
function optionsOf(written: JsonValue | undefined): ReadonlyMap<string, JsonValue> | undefined {
  if (!Array.isArray(written)) return undefined;
  const values = (written as readonly JsonValue[]).filter((value) => value !== null);
  const options = new Map(values.map((value) => [wordsOf(value), value]));
  const drawable =
    options.size === values.length &&
    options.size > 0 &&
    options.size <= mostOptions &&
    [...options.keys()].every((words) => words.trim() !== '' && words.length <= longestOption);
  return drawable ? options : undefined;
}

function choiceOf(
  kind: 'choice' | 'choices',
  named: Named,
  values: ReadonlyMap<string, JsonValue>,
  initial: JsonValue | undefined,
): Leaf {
  const chosen = (kind === 'choice' ? [initial ?? null] : [initial ?? []].flat())
    .map((value) => wordsOf(value))
    .filter((words) => values.has(words));
  const first = kind === 'choice' ? chosen[0] : chosen;
  const field: FormField = {
    ...named,
    kind,
    options: [...values.keys()],
    ...(chosen.length > 0 && first !== undefined && { initial: first }),
  };
  return [...values.values()].every((value) => typeof value === 'string') ? { field } : { field, values };
}

function wordsOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

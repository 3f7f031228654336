import { isJsonObject, type JsonValue } from '../../platform/index.ts';
import type { Steps } from '../steps.ts';
import { evaluateJsonata, type Surroundings } from './evaluate.ts';

const expressionPattern = /^\{%([\s\S]*)%\}$/;

/** The expression between `{%` and `%}`; undefined where the text is an ordinary one. */
export function expressionIn(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? expressionPattern.exec(value)?.[1]?.trim() : undefined;
}

/**
 * A field in JSONata: every text in it that is an expression gives way to its value, in the order of writing.
 * @param location the field's name, for causes
 */
export function* render(template: JsonValue, location: string, surroundings: Surroundings): Steps<JsonValue> {
  const expression = expressionIn(template);
  if (expression !== undefined) return yield evaluateJsonata(expression, location, surroundings);
  if (Array.isArray(template)) {
    const items: JsonValue[] = [];
    for (const [index, item] of (template as readonly JsonValue[]).entries())
      items.push(yield* render(item, `${location}[${String(index)}]`, surroundings));
    return items;
  }
  if (!isJsonObject(template)) return template;
  const fields: [string, JsonValue][] = [];
  for (const [name, inner] of Object.entries(template))
    fields.push([name, yield* render(inner, `${location}/${name}`, surroundings)]);
  return Object.fromEntries(fields);
}

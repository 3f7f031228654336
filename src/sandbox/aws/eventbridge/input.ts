import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { optionalText } from '../page.ts';
import type { Rule } from './bus.ts';
import type { Envelope } from './event.ts';
import { valueAt } from './json-path.ts';
import { fillTemplate, predefinedValues } from './template.ts';

/** What a target is given: the event, a constant, a part, or a filled template; always JSON text or quoted text. */
export function inputOf(
  target: JsonObject,
  event: Envelope,
  rule: Pick<Rule, 'arn' | 'name'>,
  ingestedAt: number,
): { readonly text: string } | { readonly fault: string } {
  const constant = optionalText(target, 'Input');
  if (constant !== undefined) return { text: constant };
  const path = optionalText(target, 'InputPath');
  if (path !== undefined) return { text: JSON.stringify(valueAt(event, path) ?? null) };
  const transformer = target['InputTransformer'];
  if (!isJsonObject(transformer)) return { text: JSON.stringify(event) };
  const values: Record<string, JsonValue | undefined> = {};
  if (isJsonObject(transformer['InputPathsMap'])) {
    for (const [name, from] of Object.entries(transformer['InputPathsMap'])) {
      values[name] = typeof from === 'string' ? valueAt(event, from) : undefined;
    }
  }
  return fillTemplate(optionalText(transformer, 'InputTemplate') ?? '', {
    ...values,
    ...predefinedValues(event, rule, ingestedAt),
  });
}

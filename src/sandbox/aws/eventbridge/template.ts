import { isJsonObject, parseJson, type JsonValue } from '../../../platform/index.ts';
import type { Rule } from './bus.ts';
import { wholeSeconds, type Envelope } from './event.ts';

/** Variables that every template has. */
export const predefined = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
] as const;

const placeholder = /<([^<>]+)>/g;

/** The variables that a template uses. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(placeholder)].map(([, name = '']) => name);
}

export function predefinedValues(
  event: Envelope,
  rule: Pick<Rule, 'arn' | 'name'>,
  ingestedAt: number,
): Readonly<Record<string, JsonValue>> {
  const { 'detail-type': detailType, version, id, source, account, time, region, resources } = event;
  return {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': wholeSeconds(ingestedAt),
    // Without the detail, and with a name that has no dash, as EventBridge gives it.
    'aws.events.event': { version, id, detailType, source, account, time, region, resources },
    'aws.events.event.json': event,
  };
}

/**
 * Fills a template. One that begins with a quote is text and may be several quoted lines; any other must turn out to be JSON.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function fillTemplate(
  template: string,
  values: Readonly<Record<string, JsonValue | undefined>>,
): { readonly text: string } | { readonly fault: string } {
  const isText = template.trimStart().startsWith('"');
  const quoted = quotedPlaces(template);
  const text = template.replaceAll(placeholder, (_whole, name: string, at: number) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (!quoted.has(at)) return JSON.stringify(value ?? '');
    return inQuotes(value ?? '', isText);
  });
  if (isText || parseJson(text) !== undefined) return { text };
  return { fault: 'The input template did not produce valid JSON.' };
}

/** Within quotes, objects and arrays lose their own in text; in a JSON template they spoil the JSON, as in AWS. */
function inQuotes(value: JsonValue, isText: boolean): string {
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
  const json = JSON.stringify(value);
  return isText && (Array.isArray(value) || isJsonObject(value)) ? json.replaceAll('"', '') : json;
}

/** The positions that stand between quotes. */
function quotedPlaces(template: string): ReadonlySet<number> {
  const places = new Set<number>();
  let inside = false;
  for (let at = 0; at < template.length; at += 1) {
    const character = template.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"') inside = !inside;
    else if (inside) places.add(at);
  }
  return places;
}

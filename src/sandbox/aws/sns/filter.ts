import { matches, parsePattern, parsePatternText, type EventPattern } from '../../../event-patterns/index.ts';
import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import type { Message } from './message.ts';
import { invalid } from './parameter.ts';

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const mostKeys = 5;

/** Reads a filter policy; undefined for the empty one, which lets everything pass. @throws InvalidParameter */
export function parseFilter(policy: string, scope: string, where: string): EventPattern | undefined {
  const written = parseJson(policy);
  if (isJsonObject(written) && Object.keys(written).length === 0) return undefined;
  const parsed = written === undefined ? parsePatternText(policy) : parsePattern(written);
  if (parsed.faults) {
    const [first] = parsed.faults;
    const reason = written === undefined ? 'failed to parse JSON. ' : '';
    throw invalid(`${where}FilterPolicy: ${reason}${first?.message ?? 'invalid'}`);
  }
  if (scope === 'MessageAttributes' && hasNesting(written)) {
    throw invalid('Filter policy scope MessageAttributes does not support nested filter policy');
  }
  const paths = new Set(parsed.pattern.alternatives.flat().map(({ path }) => path));
  if (paths.size > mostKeys) {
    throw invalid(`${where}FilterPolicy: Filter policy can not have more than ${String(mostKeys)} keys`);
  }
  return parsed.pattern;
}

/** Whether a subscription with this filter wants the message. */
export function passesFilter(filter: EventPattern, scope: string | undefined, message: Message): boolean {
  if (scope !== 'MessageBody') return matches(filter, attributeValues(message));
  const body = parseJson(message.text);
  return isJsonObject(body) && matches(filter, body);
}

/** Attributes as the filter sees them; binary ones it does not see. */
function attributeValues({ attributes }: Message): JsonObject {
  const values: Record<string, JsonValue> = {};
  for (const [name, { type, text }] of Object.entries(attributes)) {
    if (text === undefined) continue;
    if (type.startsWith('Number')) values[name] = Number(text);
    else if (type === 'String.Array') values[name] = parseJson(text) ?? text;
    else values[name] = text;
  }
  return values;
}

function hasNesting(policy: JsonValue | undefined): boolean {
  return isJsonObject(policy) && Object.values(policy).some((value) => isJsonObject(value));
}

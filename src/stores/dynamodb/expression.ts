import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { attributeOf, type Value } from './item.ts';

/** A condition in DynamoDB's words, with `#attribute` for names and `:value` for values. */
export interface Condition {
  readonly says: string;
  readonly with?: Readonly<Record<string, Value>>;
}

/** What a write makes of an item. */
export interface Write {
  /** Attributes as they are to be; an undefined one is taken away. */
  readonly set: Readonly<Record<string, Value | undefined>>;
  /** Texts that are put at the end of lists. */
  readonly append?: Readonly<Record<string, readonly string[]>>;
  /** Numbers that are counted up, from 0. */
  readonly add?: Readonly<Record<string, number>>;
  readonly when: Condition;
}

export const absent: Condition = { says: 'attribute_not_exists(#pk)' };

/** Every name goes by a placeholder: some, such as `until` or `status`, are words of DynamoDB's own. */
export function namesIn(...expressions: readonly string[]): Record<string, string> {
  const names = expressions.flatMap((text) => [...text.matchAll(/#(\w+)/g)].map(([, name]) => name ?? ''));
  return Object.fromEntries(names.map((name) => [`#${name}`, name]));
}

export function valuesOf(values: Readonly<Record<string, Value>>): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, attributeOf(value)]));
}

/** The parts of an UpdateItem for this write. */
export function updateOf({ set, append = {}, add = {}, when }: Write) {
  const values: Record<string, Value> = { ...when.with };
  const sets: string[] = [];
  const gone: string[] = [];
  for (const [name, value] of Object.entries(set)) {
    if (value === undefined) gone.push(`#${name}`);
    else {
      values[`set_${name}`] = value;
      sets.push(`#${name} = :set_${name}`);
    }
  }
  for (const [name, texts] of Object.entries(append)) {
    values[`new_${name}`] = texts;
    values['none'] = [];
    sets.push(`#${name} = list_append(if_not_exists(#${name}, :none), :new_${name})`);
  }
  for (const [name, number] of Object.entries(add)) {
    values[`add_${name}`] = number;
    values['zero'] = 0;
    sets.push(`#${name} = if_not_exists(#${name}, :zero) + :add_${name}`);
  }
  const update = [
    ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
    ...(gone.length > 0 ? [`REMOVE ${gone.join(', ')}`] : []),
  ].join(' ');
  return {
    UpdateExpression: update,
    ConditionExpression: when.says,
    ExpressionAttributeNames: namesIn(update, when.says),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: valuesOf(values) }),
  };
}

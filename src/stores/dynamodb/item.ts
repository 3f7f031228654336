import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** What our attributes hold: text, numbers, and lists of text. */
export type Value = string | number | readonly string[];
export type Item = Readonly<Record<string, Value>>;

/** Where an item lies: its partition, and its place there. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export function attributeOf(value: Value): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  return { L: value.map((text) => ({ S: text })) };
}

export function itemIn(attributes: Readonly<Record<string, AttributeValue>>): Item {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]): [string, Value][] => {
      if (value.S !== undefined) return [[name, value.S]];
      if (value.N !== undefined) return [[name, Number(value.N)]];
      if (value.L !== undefined) return [[name, value.L.flatMap(({ S }) => S ?? [])]];
      return [];
    }),
  );
}

export function keyOf(item: Item): Key {
  return { pk: String(item['pk']), sk: String(item['sk']) };
}

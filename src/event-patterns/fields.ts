import { isJsonObject, type JsonValue } from '../platform/index.ts';
import { isScalar, type Scalar } from './value-test.ts';

/** In which element of each array around it a leaf stands: array number to index. */
export type Places = ReadonlyMap<number, number>;

/** A leaf of an event. */
export interface Field {
  readonly value: Scalar;
  readonly places: Places;
}

/** The leaves of an event by their path, names joined with dots. Empty objects and arrays have none. */
export type Fields = ReadonlyMap<string, readonly Field[]>;

const nowhere: Places = new Map();

/** Walks with its own stack: an event may be nested deeper than calls can be. */
export function fieldsOf(event: JsonValue): Fields {
  const fields = new Map<string, Field[]>();
  let arrays = 0;
  const ahead: { value: JsonValue; path: string; places: Places }[] = [
    { value: event, path: '', places: nowhere },
  ];
  for (let here = ahead.pop(); here; here = ahead.pop()) {
    const { value, path, places } = here;
    if (isScalar(value)) {
      const there = fields.get(path);
      if (there) there.push({ value, places });
      else fields.set(path, [{ value, places }]);
    } else if (isJsonObject(value)) {
      for (const [name, inner] of Object.entries(value)) {
        ahead.push({ value: inner, path: path === '' ? name : `${path}.${name}`, places });
      }
    } else {
      arrays += 1;
      for (const [index, inner] of value.entries()) {
        ahead.push({ value: inner, path, places: new Map(places).set(arrays, index) });
      }
    }
  }
  return fields;
}

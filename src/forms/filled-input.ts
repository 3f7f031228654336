import type { JsonObject, JsonValue } from '../platform/index.ts';
import type { Drawing, DrawnField } from './drawing.ts';
import type { FormFaults } from './faults.ts';
import { faultsInWords, sentence, type InputFault } from './input-schema.ts';
import { typedJson } from './typed-json.ts';

/** The input that somebody filled in, or what is no JSON, by the name of its field. Pure. */
export function filledInput(
  drawing: Drawing,
  values: JsonObject,
): { readonly input: JsonValue } | { readonly faults: FormFaults } {
  const faults: Record<string, string> = {};
  const filled: Placed[] = [];
  for (const { field, path, values: meant } of drawing.fields) {
    const value = values[field.name];
    if (value === undefined) continue;
    if (field.kind !== 'json') {
      filled.push({ path, value: valueOf(value, meant) });
      continue;
    }
    const read = typedJson(typeof value === 'string' ? value : JSON.stringify(value));
    if (read.kind === 'json') filled.push({ path, value: read.value });
    else faults[field.name] = read.sentence;
  }
  if (Object.keys(faults).length > 0) return { faults };
  const whole = filled.find(({ path }) => path.length === 0);
  if (whole) return { input: whole.value };
  const within = (path: readonly string[]) =>
    [...drawing.needed, ...filled.map(({ path: there }) => there.slice(0, -1))].some((there) =>
      beginsWith(there, path),
    );
  const fixed = drawing.fixed.filter(({ path }) => within(path.slice(0, -1)));
  return { input: built([...filled, ...fixed], drawing.needed) };
}

/** Faults by the name of the field to say them on: the nearest one; the first for what has none. Pure. */
export function faultsByField({ fields }: Drawing, faults: readonly InputFault[]): FormFaults {
  const said = new Map<string, string>();
  for (const fault of faults) {
    const field = nearestTo(fault.path, fields);
    if (!field) continue;
    const own =
      field.path.length > 0 && field.path.length === fault.path.length && beginsWith(field.path, fault.path);
    const words = own ? sentence(`This ${fault.message}`) : faultsInWords([fault]);
    const before = said.get(field.field.name);
    said.set(field.field.name, before === undefined ? words : `${before} ${words}`);
  }
  return Object.fromEntries(said);
}

interface Placed {
  readonly path: readonly string[];
  readonly value: JsonValue;
}

function valueOf(value: JsonValue, meant: DrawnField['values']): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((one) => valueOf(one, meant));
  return (typeof value === 'string' ? meant?.get(value) : undefined) ?? value;
}

/** An object of what stands at each path. Own properties only: a key may be `__proto__`. */
function built(placed: readonly Placed[], needed: readonly (readonly string[])[]): JsonObject {
  const keys = new Set([...placed.map(({ path }) => path[0]), ...needed.map((path) => path[0])]);
  keys.delete(undefined);
  return Object.fromEntries(
    [...keys].flatMap((key): [string, JsonValue][] => {
      if (key === undefined) return [];
      const leaf = placed.find(({ path }) => path.length === 1 && path[0] === key);
      if (leaf) return [[key, leaf.value]];
      const below = <T extends { readonly path: readonly string[] }>(list: readonly T[]) =>
        list.filter(({ path }) => path[0] === key).map((one) => ({ ...one, path: one.path.slice(1) }));
      const inner = below(needed.map((path) => ({ path }))).map(({ path }) => path);
      return [[key, built(below(placed), inner)]];
    }),
  );
}

function nearestTo(path: readonly string[], fields: readonly DrawnField[]): DrawnField | undefined {
  const around = fields.filter((field) => beginsWith(path, field.path));
  const inside = fields.filter((field) => beginsWith(field.path, path));
  return around.at(-1) ?? inside[0] ?? fields[0];
}

function beginsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((key, index) => path[index] === key);
}

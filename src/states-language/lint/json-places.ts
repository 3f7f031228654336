/** Where the values of a JSON text stand, or the first place at which it is not JSON. */
export type JsonPlaces =
  | { readonly kind: 'json'; placeOf(pointer: string): number }
  | { readonly kind: 'broken'; readonly at: number; readonly message: string };

class NotJson extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** Deeper than any definition; a reader that calls itself must end somewhere. */
const deepest = 500;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// The characters that JSON wants escaped are the ones this must find.
const text = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const space = /[ \t\r\n]*/y;

/**
 * Reads RFC 8259 and keeps the offset of every value. Pointers are those of the analysis: `/States/Ask/Retry[0]`, names
 * as they are. A value's place is its name, where it has one: that is what a person looks for.
 */
export function jsonPlaces(source: string): JsonPlaces {
  const places = new Map<string, number>();
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const skip = () => match(space);
  const fail = (wanted: string): never => {
    const found = source[at];
    throw new NotJson(
      at,
      found === undefined
        ? `the text ends, where ${wanted} was expected`
        : `found ${JSON.stringify(found)}, where ${wanted} was expected`,
    );
  };
  const take = (sign: string): boolean => {
    skip();
    if (source[at] !== sign) return false;
    at += 1;
    return true;
  };
  const name = (): string => {
    skip();
    const found = match(text);
    return found === undefined ? fail('a name in double quotes') : (JSON.parse(found) as string);
  };
  const object = (pointer: string, depth: number) => {
    if (take('}')) return;
    const names = new Set<string>();
    do {
      skip();
      const start = at;
      const key = name();
      if (names.has(key))
        throw new NotJson(
          start,
          `${JSON.stringify(key)} stands twice in this object: only the last would count`,
        );
      names.add(key);
      if (!take(':')) fail('a colon');
      value(`${pointer}/${key}`, depth + 1, start);
    } while (take(','));
    if (!take('}')) fail('a comma or }');
  };
  const array = (pointer: string, depth: number) => {
    if (take(']')) return;
    let index = 0;
    do value(`${pointer}[${String(index++)}]`, depth + 1);
    while (take(','));
    if (!take(']')) fail('a comma or ]');
  };
  const value = (pointer: string, depth: number, nameAt?: number) => {
    skip();
    places.set(pointer, nameAt ?? at);
    if (depth > deepest) throw new NotJson(at, `nested deeper than ${String(deepest)} levels`);
    if (take('{')) object(pointer, depth);
    else if (take('[')) array(pointer, depth);
    else if (match(text) === undefined && match(scalar) === undefined) fail('a value');
  };
  try {
    value('', 0);
    skip();
    if (at < source.length) fail('the end');
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return { kind: 'broken', at: error.at, message: error.message };
  }
  return { kind: 'json', placeOf: (pointer) => nearestPlace(places, pointer) };
}

/** What is missing has no place: then the nearest thing around it. */
export function nearestPlace(places: ReadonlyMap<string, number>, pointer: string): number {
  for (
    let known = pointer;
    known !== '';
    known = known.slice(0, Math.max(known.lastIndexOf('/'), known.lastIndexOf('['), 0))
  ) {
    const place = places.get(known);
    if (place !== undefined) return place;
  }
  return places.get('') ?? 0;
}

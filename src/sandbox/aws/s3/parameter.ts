import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { invalidArgument, malformedXml } from './s3-error.ts';

/** A key's bytes in UTF-8. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const longestKey = 1_024;

/** Text of a call; undefined where it is absent. Numbers and booleans come as themselves from state machines. */
export function textOf(params: JsonObject, name: string): string | undefined {
  const value = params[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

export function bucketOf(params: JsonObject): string {
  return textOf(params, 'Bucket') ?? '';
}

/** @throws KeyTooLongError */
export function keyOf(params: JsonObject): string {
  const key = textOf(params, 'Key') ?? '';
  if (key === '') throw invalidArgument('A key must have at least one character.', 'Key', '');
  if (Buffer.byteLength(key) > longestKey)
    throw invalidArgument('Your key is too long', 'Key', String(Buffer.byteLength(key)));
  return key;
}

/** The texts of an object, such as metadata. */
export function textsOf(value: JsonValue | undefined): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (typeof inner === 'string' ? [[name, inner]] : [])),
  );
}

export function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw malformedXml();
  return (value as readonly JsonValue[]).map((one) => {
    if (!isJsonObject(one)) throw malformedXml();
    return one;
  });
}

/** @throws InvalidArgument */
export function pageSizeOf(params: JsonObject, name: string, most: number): number {
  const written = textOf(params, name);
  if (written === undefined || written === '') return most;
  const size = Number(written);
  if (!/^-?\d+$/.test(written))
    throw invalidArgument(`Provided ${lower(name)} not an integer or within integer range`, name, written);
  if (size < 0)
    throw invalidArgument(
      `Argument ${lower(name)} must be an integer between 0 and 2147483647`,
      name,
      written,
    );
  return Math.min(size, most);
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

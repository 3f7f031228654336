import { isJsonObject, type JsonValue } from './json.ts';

/** One step of a path: `.name`, `['name']` or `[0]`. */
const step = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\['([^']*)'\]/y;
const template = /\{\{\s*(\$[^}]*?)\s*\}\}/g;
const onlyTemplate = /^\{\{\s*(\$[^}]*?)\s*\}\}$/;

/** What stands at a path such as `$.change.files[0]`; undefined where nothing does or the path is not one. */
export function readPath(path: string, input: JsonValue): JsonValue | undefined {
  const text = path.trim();
  if (!text.startsWith('$')) return undefined;
  let value: JsonValue | undefined = input;
  for (let at = 1; at < text.length; at = step.lastIndex) {
    step.lastIndex = at;
    const [, name, index, quoted] = step.exec(text) ?? [];
    const key = name ?? quoted;
    if (index !== undefined) value = Array.isArray(value) ? (value as JsonValue[])[Number(index)] : undefined;
    else if (key === undefined) return undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

/** Words with `{{ $.path }}` filled. What is missing is named, not left blank. */
export function fillTemplate(text: string, input: JsonValue): string {
  return text.replace(template, (_whole, path: string) => {
    const value = readPath(path, input);
    if (value === undefined) return `(no ${path})`;
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

/** The paths that a text takes, in order. */
export function pathsIn(text: string): readonly string[] {
  return [...text.matchAll(template)].map(([, path = '']) => path);
}

/**
 * JSON with the paths in its strings filled. A string that is nothing but a path becomes the value itself, a number or
 * a list as it is; inside other words it becomes text. What is missing is null, or nothing.
 */
export function fillJson(written: JsonValue, from: JsonValue): JsonValue {
  if (typeof written === 'string') {
    const [, whole] = onlyTemplate.exec(written) ?? [];
    if (whole !== undefined) return readPath(whole, from) ?? null;
    return written.replace(template, (_all, path: string) => {
      const value = readPath(path, from) ?? '';
      return typeof value === 'string' ? value : JSON.stringify(value);
    });
  }
  if (Array.isArray(written)) return written.map((inner: JsonValue) => fillJson(inner, from));
  if (!isJsonObject(written)) return written;
  return Object.fromEntries(Object.entries(written).map(([name, inner]) => [name, fillJson(inner, from)]));
}

import { isJsonObject, type JsonValue } from '../platform/index.ts';

/** One step of a path: `.name`, `['name']` or `[0]`. */
const step = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\['([^']*)'\]/y;

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

/** The gate's words with `{{ $.path }}` filled from the ask. What is missing is named, not left blank. */
export function fillTemplate(text: string, input: JsonValue): string {
  return text.replace(/\{\{\s*(\$[^}]*?)\s*\}\}/g, (_whole, path: string) => {
    const value = readPath(path, input);
    if (value === undefined) return `(no ${path})`;
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

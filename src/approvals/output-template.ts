import { readPath, type JsonObject, type JsonValue } from '../platform/index.ts';

/** The paths that an output may take from a decision: `$.form.NAME` and `$.decision`. */
const paths = /\{\{\s*(\$\.(?:form\.[^}\s]+|decision))\s*\}\}/g;
const onlyPath = /^\{\{\s*(\$\.(?:form\.[^}\s]+|decision))\s*\}\}$/;

/**
 * A gate's own output with what was decided in it. A string that is nothing but a path becomes the value itself, a
 * number or a list as it is; inside other words it becomes text. What nobody filled in is null, or nothing. Pure.
 */
export function fillOutput(output: JsonValue, decided: { form: JsonObject; decision: string }): JsonValue {
  const from: JsonObject = { form: decided.form, decision: decided.decision };
  if (typeof output === 'string') {
    const [, whole] = onlyPath.exec(output) ?? [];
    if (whole !== undefined) return readPath(whole, from) ?? null;
    return output.replace(paths, (_all, path: string) => {
      const value = readPath(path, from) ?? '';
      return typeof value === 'string' ? value : JSON.stringify(value);
    });
  }
  if (Array.isArray(output)) return output.map((inner: JsonValue) => fillOutput(inner, decided));
  if (typeof output !== 'object' || output === null) return output;
  return Object.fromEntries(
    Object.entries(output).map(([name, inner]) => [name, fillOutput(inner, decided)]),
  );
}

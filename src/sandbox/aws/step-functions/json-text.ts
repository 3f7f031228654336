import { parseJson, type JsonValue } from '../../../platform/index.ts';

/** Deepest nesting that Step Functions' JSON reader takes: the default of Jackson. https://fasterxml.github.io/jackson-core/javadoc/2.15/com/fasterxml/jackson/core/StreamReadConstraints.html */
const deepest = 1_000;

export type JsonText = { readonly value: JsonValue } | { readonly why: string };

/** A JSON text of a request, or what is wrong with it in the words of the service. */
export function readJsonText(text: string): JsonText {
  if (text.trim() === '') return { why: 'Invalid execution input.' };
  if (nestsDeeperThan(text, deepest)) {
    return {
      why: `Document nesting depth (${String(deepest + 1)}) exceeds the maximum allowed (${String(deepest)}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`,
    };
  }
  const value = parseJson(text);
  return value === undefined ? { why: whyNot(text.trim()) } : { value };
}

function whyNot(text: string): string {
  const [word] = /^[\w$]+/.exec(text) ?? [];
  if (word !== undefined && !/^(true|false|null|-?\d+)$/.test(word)) {
    return `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
  }
  const [, inObject] = /^\{\s*([^"}\s])/.exec(text) ?? [];
  if (inObject !== undefined) {
    return `Unexpected character ('${inObject}' (code ${String(inObject.charCodeAt(0))})): was expecting double-quote to start field name`;
  }
  try {
    JSON.parse(text);
    return 'Invalid JSON';
  } catch (error) {
    return error instanceof Error ? error.message : 'Invalid JSON';
  }
}

/** Counted over the text: a parser that recurses must not meet it first. */
function nestsDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > limit) return true;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return false;
}

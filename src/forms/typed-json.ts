import { messageOf, type JsonValue } from '../platform/index.ts';

/** JSON as somebody typed it, or where it stops being JSON. */
export type TypedJson =
  | { readonly kind: 'json'; readonly value: JsonValue }
  | { readonly kind: 'not-json'; readonly sentence: string };

/** Typographic quotes and no-break spaces, which phones type, are forgiven where the text is no JSON as it stands. Nothing is `{}`. Pure. */
export function typedJson(typed: string): TypedJson {
  const text = typed.trim();
  if (text === '') return { kind: 'json', value: {} };
  const asWritten = parsed(text);
  if (asWritten.kind === 'json') return asWritten;
  const plain = text.replace(/[\u201c\u201d\u201e\u201f]/g, '"').replace(/\u00a0/g, ' ');
  return plain === text ? asWritten : parsed(plain);
}

function parsed(text: string): TypedJson {
  try {
    return { kind: 'json', value: JSON.parse(text) as JsonValue };
  } catch (error) {
    return { kind: 'not-json', sentence: whereNotJson(text, messageOf(error)) };
  }
}

function whereNotJson(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined || Number(position) >= text.length)
    return 'The input is not JSON: it ends too early. Example: {"employeeName": "Jane"}';
  const at = Number(position);
  const around = text.slice(Math.max(0, at - 12), at);
  return `The input is not JSON: character ${String(at + 1)}, after \`${around}\`, is \`${text[at] ?? ''}\`. Example: {"employeeName": "Jane"}`;
}

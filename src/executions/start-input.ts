import { messageOf, type JsonValue } from '../platform/index.ts';

/** What somebody typed behind `start NAME`: JSON, or where it stops being JSON. */
export type StartInput =
  | { readonly kind: 'json'; readonly value: JsonValue; readonly text: string }
  | { readonly kind: 'not-json'; readonly sentence: string };

/** 256 KiB. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const largestInput = 262_144;

/** Typographic quotes and no-break spaces, which phones type, are forgiven outside of strings and around them. */
export function parseStartInput(typed: string): StartInput {
  const text =
    typed.trim() === ''
      ? '{}'
      : typed
          .replace(/[\u201c\u201d\u201e\u201f]/g, '"')
          .replace(/\u00a0/g, ' ')
          .trim();
  if (Buffer.byteLength(text) > largestInput) {
    return { kind: 'not-json', sentence: 'The input is larger than the 256 KiB that Step Functions takes.' };
  }
  try {
    const value = JSON.parse(text) as JsonValue;
    return { kind: 'json', value, text: JSON.stringify(value) };
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

/** The fixed texts between the stars: `a*b` is `['a', 'b']`. */
export type Wildcard = readonly string[];

/** Reads `*` as any run of characters, `\*` and `\\` as those characters themselves. */
export function parseWildcard(text: string): Wildcard | { readonly fault: string } {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === '*') {
      // AWS counts from the opening quote of the JSON string.
      if (next === '*') return { fault: `Consecutive wildcard characters at pos ${String(bytes(text, at))}` };
      parts.push(part);
      part = '';
    } else if (character === '\\') {
      if (next !== '*' && next !== '\\') {
        return { fault: `Invalid escape character at pos ${String(bytes(text, at))}` };
      }
      part += next;
      at += 1;
    } else {
      part += character;
    }
  }
  return [...parts, part];
}

/** Each fixed text is taken where it first fits, so the work stays linear in text and wildcard. */
export function fitsWildcard(wildcard: Wildcard, text: string): boolean {
  const [first = '', ...rest] = wildcard;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) {
    return false;
  }
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return from <= text.length - last.length;
}

function bytes(text: string, at: number): number {
  return Buffer.byteLength(text.slice(0, at)) + 1;
}

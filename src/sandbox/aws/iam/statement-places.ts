/** Where something stands in a text, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where each statement of a policy begins and ends, as an evaluation's MatchedStatements say it. The text is JSON. */
export function placesOf(text: string): readonly { readonly from: Place; readonly to: Place }[] {
  const key = /"Statement"\s*:\s*(\[)?/.exec(text);
  if (!key) return [];
  const inner = key[1] === '[' ? 1 : 0;
  const found: { from: Place; to: Place }[] = [];
  let depth = inner;
  let begin = 0;
  for (let at = key.index + key[0].length; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') {
      if (depth === inner) begin = at;
      depth += 1;
    } else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth < inner) break;
      if (depth === inner) found.push({ from: placeOf(text, begin), to: placeOf(text, at + 1) });
      if (depth === 0 && inner === 0) break;
    }
  }
  return found;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
  return at;
}

function placeOf(text: string, at: number): Place {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

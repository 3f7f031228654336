/** Where in a text reading goes on. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/** Matches a sticky pattern at the cursor. */
export function peek(pattern: RegExp, cursor: Cursor): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  return pattern.exec(cursor.text) ?? undefined;
}

/** Matches a sticky pattern at the cursor and moves past it. */
export function take(pattern: RegExp, cursor: Cursor): RegExpExecArray | undefined {
  const match = peek(pattern, cursor);
  if (match) cursor.at += match[0].length;
  return match;
}

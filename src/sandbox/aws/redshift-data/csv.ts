/** One line of a file, and the line of the file on which it begins. */
export interface Line {
  readonly number: number;
  readonly fields: readonly Field[];
  readonly raw: string;
}

export interface Field {
  readonly text: string;
  /** A quoted field is never null. */
  readonly quoted: boolean;
}

export interface Form {
  readonly delimiter: string;
  /** Undefined where quotes are characters like any other. */
  readonly quote?: string;
}

/** The lines of a text. Within quotes a delimiter and a line break are data, and a quote is written twice. */
export function linesOf(text: string, form: Form): readonly Line[] {
  const lines: Line[] = [];
  let at = 0;
  let number = 1;
  while (at < text.length) {
    const { fields, end, next } = lineFrom(text, at, form);
    const raw = text.slice(at, end);
    lines.push({ number, fields, raw });
    number += raw.split('\n').length;
    at = next;
  }
  return lines;
}

function lineFrom(text: string, from: number, form: Form) {
  const fields: Field[] = [];
  let at = from;
  for (;;) {
    const { field, end } = fieldFrom(text, at, form);
    fields.push(field);
    if (text.startsWith(form.delimiter, end) && end < text.length) {
      at = end + form.delimiter.length;
      continue;
    }
    const next = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    return { fields, end, next };
  }
}

function fieldFrom(text: string, from: number, { delimiter, quote }: Form): { field: Field; end: number } {
  let at = from;
  if (quote === undefined || text.charAt(from) !== quote) {
    while (at < text.length && !text.startsWith(delimiter, at) && !isBreak(text, at)) at += 1;
    return { field: { text: text.slice(from, at), quoted: false }, end: at };
  }
  let value = '';
  for (at = from + 1; at < text.length; at += 1) {
    if (text.charAt(at) !== quote) value += text.charAt(at);
    else if (text.charAt(at + 1) === quote) {
      value += quote;
      at += 1;
    } else break;
  }
  at += 1;
  // What follows a closing quote belongs to the field still.
  while (at < text.length && !text.startsWith(delimiter, at) && !isBreak(text, at)) {
    value += text.charAt(at);
    at += 1;
  }
  return { field: { text: value, quoted: true }, end: Math.min(at, text.length) };
}

function isBreak(text: string, at: number): boolean {
  return text.charAt(at) === '\n' || text.startsWith('\r\n', at);
}

/** Characters that move the cursor, reorder or hide text: what comes from a workflow must not write on a terminal. */
const unseen = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from outside on one line of a terminal. */
export function shown(text: string): string {
  return text.replace(unseen, ' ').trim();
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A moment, as people in any zone read it alike. */
export function moment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

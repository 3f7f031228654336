/** Slack's three control characters. https://docs.slack.dev/messaging/formatting-message-text */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Characters that reorder or hide text. */
const invisible = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from outside, made harmless for mrkdwn: escaped, without control characters, cut to `longest` characters. */
export function foreign(text: string, longest: number): string {
  // Signs that would begin formatting get a zero-width space; inside a word they mean nothing to Slack.
  return harmless(text, longest)
    .replace(/(^|[^\p{L}\p{N}])([*_~])(?=\S)/gu, '$1\u200b$2\u200b')
    .replaceAll('`', '\u200b`\u200b');
}

/** An identifier from outside, in code: whoever copies it has it as it is. Empty where there is none. */
export function code(text: string, longest: number): string {
  const inside = harmless(text.replace(/\s+/g, ' ').trim(), longest).replaceAll('`', '\u2019');
  return inside === '' ? '' : `\`${inside}\``;
}

/** Escaped and cut, never inside an entity. */
function harmless(text: string, longest: number): string {
  const clean = text.replace(invisible, (sign) => (sign === '\n' ? '\n' : ' '));
  return cut(escape(clean), longest).replace(/&[a-z]*…$/, '…');
}

/** Text from outside for plain_text, where nothing needs escaping. */
export function plain(text: string, longest: number): string {
  return cut(text.replace(invisible, ' ').trim(), longest);
}

export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** A moment in each reader's own zone. https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function moment(at: number): string {
  const fallback = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${String(Math.floor(at / 1000))}^{date_short_pretty} {time}|${fallback}>`;
}

/** A last line for a list that does not show everything. */
export function andMore(shown: number, inAll: number): readonly string[] {
  return inAll > shown ? [`… and ${String(inAll - shown)} more`] : [];
}

export function person(id: string): string {
  return `<@${id}>`;
}

/** Slack's three control characters. https://docs.slack.dev/messaging/formatting-message-text */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Characters that reorder or hide text. */
const invisible = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from outside, made harmless for mrkdwn: escaped, without control characters, cut to `longest` characters. */
export function foreign(text: string, longest: number): string {
  const clean = text.replace(invisible, (sign) => (sign === '\n' ? '\n' : ' '));
  // A zero-width space before each formatting sign keeps it from formatting and leaves the word readable.
  return cut(escape(clean), longest)
    .replace(/&[a-z]*…$/, '…')
    .replace(/[*_~`]/g, '\u200b$&');
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

export function person(id: string): string {
  return `<@${id}>`;
}

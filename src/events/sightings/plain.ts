import { scrub } from '../../platform/index.ts';

/** Characters that reorder, hide or join text: what somebody wrote must not look like something else. */
const unseen = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Text from outside on one line: without secrets, control and hidden characters, cut to `longest` characters. */
export function plain(text: string, longest: number): string {
  // Secrets first: half a token is not recognised as one.
  const line = scrub(text)
    .replace(unseen, '')
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim();
  return cut(line, longest);
}

/** Never between the halves of a character. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept = text.slice(0, longest - 1);
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

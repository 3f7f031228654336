import type { Incident, LookUp } from '../../incidents/index.ts';
import { consoleLink } from '../execution-words.ts';
import { foreign } from '../text.ts';

/** What people read, say and type; `find` knows an incident by it. */
export function shortId(id: string): string {
  return id.slice(-6);
}

/** A link of ours; a plain word where the address is none that a browser should open. */
export function anchor({ url, label }: LookUp): string {
  const words = foreign(oneLine(label), 100) || 'link';
  if (!/^https:\/\/[^/]/.test(url)) return words;
  // The signs that would end the address, or the link, early.
  return `<${url.replace(/[<>|\s]/g, (sign) => encodeURIComponent(sign))}|${words}>`;
}

/** Whole lines only, as many as fit: a line that is cut could end inside a mention or a date. */
export function fitting(lines: readonly string[], longest: number): string {
  let text = '';
  for (const line of lines) {
    if (line === '') continue;
    const next = text === '' ? line : `${text}\n${line}`;
    if (next.length > longest - 2) return text === '' ? '…' : `${text}\n…`;
    text = next;
  }
  return text;
}

/** Runs and incidents of the same trouble. @param links addresses of the cards of incidents, by id */
export function relatedWords(
  { related }: Incident,
  links: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  return related.map(({ kind, id }) => {
    if (kind === 'execution') {
      const label = id.split(':').at(-1) ?? id;
      return `execution ${anchor({ label, url: consoleLink(id) })}`;
    }
    const url = links.get(id);
    const label = `incident ${shortId(id)}`;
    return url === undefined ? foreign(label, 100) : anchor({ label, url });
  });
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

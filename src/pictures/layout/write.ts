import type { State } from '../../states-language/index.ts';
import type { StateProgress } from '../progress/progress.ts';
import { drawable, widthOf } from '../text/fonts.ts';
import { wrap, type TextStyle } from '../text/wrap.ts';
import { durationWords } from '../words/duration-words.ts';
import { outcomeWords } from '../words/outcome-words.ts';
import { kindWords } from '../words/resource-words.ts';
import type { TextLine, Writing } from './layout.ts';

/** Room around the writing of a box, and for the sign before it. */
export const inset = { left: 38, right: 14, top: 10, bottom: 10 };
export const lineHeight = 1.32;
export const badge = { height: 18, padding: 7, gap: 5, size: 11 };

const widest = 178;
const narrowest = 84;
const most = { name: 3, kind: 2, error: 2 };

/** What a state's box says. @param note one more line, such as what is folded away */
export function write(
  state: State,
  progress: StateProgress | undefined,
  options: { readonly now?: number | undefined; readonly note?: string | undefined } = {},
): Writing {
  const lines: TextLine[] = [];
  const add = (text: string, style: Omit<TextLine, 'text'>, limit: number) => {
    for (const line of wrap(drawable(text), style, widest, limit)) lines.push({ ...style, text: line });
  };
  const soft = { size: 12, weight: 400, tone: 'soft' } as const;
  add(state.name, { size: 15, weight: 600, tone: 'main' }, most.name);
  for (const part of parts(kindWords(state), soft)) add(part, soft, most.kind);
  if (options.note !== undefined) add(options.note, soft, most.kind);
  if (progress) {
    const strong = { size: 12, weight: 600, tone: 'outcome' } as const;
    for (const part of parts(standing(progress, options.now), strong)) add(part, strong, 1);
    if (progress.error !== undefined && tellsError(progress)) add(progress.error, soft, most.error);
  }
  const badges = progress ? badgesOf(state, progress) : [];
  const widths = lines.map(({ text, size, weight }) => widthOf(text, size, weight));
  const width = Math.max(narrowest, badgesWidth(badges), ...widths);
  const text = lines.reduce((sum, { size }) => sum + size * lineHeight, 0);
  const below = badges.length > 0 ? badge.height + 5 : 0;
  return {
    lines,
    badges,
    width: Math.ceil(width + inset.left + inset.right),
    height: Math.ceil(text + below + inset.top + inset.bottom),
  };
}

/** On one line where it fits, else broken where its parts meet. */
function parts(text: string, { size, weight }: TextStyle): readonly string[] {
  return widthOf(text, size, weight) <= widest ? [text] : text.split(' · ');
}

function standing({ outcome, durationMs, since }: StateProgress, now: number | undefined): string {
  const word = outcomeWords[outcome];
  if (outcome === 'not-reached' || outcome === 'unknown') return word;
  const time = since !== undefined && now !== undefined ? now - since : durationMs;
  // A Choice or a Pass takes no time worth a word.
  return time === undefined || time === 0 ? word : `${word} · ${durationWords(time)}`;
}

function tellsError({ outcome, retries }: StateProgress): boolean {
  return outcome === 'failed' || outcome === 'caught' || (outcome === 'running' && retries > 0);
}

function badgesOf(state: State, { retries, entered, map }: StateProgress): readonly string[] {
  const badges: string[] = [];
  if (map) {
    const total = map.total === undefined ? '?' : String(map.total);
    badges.push(map.done === undefined ? `${total} items` : `${String(map.done)} of ${total} items`);
    if (map.failed > 0) badges.push(`${String(map.failed)} failed`);
  }
  if (entered > 1) badges.push(`${String(entered)} times`);
  if (retries > 0) badges.push(retries === 1 ? '1 retry' : `${String(retries)} retries`);
  return badges;
}

export const badgeWidth = (text: string): number => widthOf(text, badge.size, 600) + 2 * badge.padding;

function badgesWidth(badges: readonly string[]): number {
  return badges.reduce((sum, text) => sum + badgeWidth(text) + badge.gap, 0);
}

import { widthOf, type Weight } from './fonts.ts';

export interface TextStyle {
  readonly size: number;
  readonly weight: Weight;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ellipsis = '\u2026';
/** Where a name without spaces may break: before a capital, after a sign, around a character that is a word of its own. */
const places =
  /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=[-_./:,;])|(?<=\s)|(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u;

/** Breaks a text into lines of a width; what is too long for them ends in an ellipsis. Pure but for the fonts. */
export function wrap(text: string, style: TextStyle, width: number, most: number): readonly string[] {
  const fits = (line: string) => widthOf(line.trimEnd(), style.size, style.weight) <= width;
  const lines: string[] = [];
  let line = '';
  for (const part of text.split(places).flatMap((word) => (fits(word) ? [word] : split(word, fits)))) {
    if (line === '' || fits(line + part)) line += part;
    else {
      lines.push(line.trim());
      line = part;
    }
  }
  lines.push(line.trim());
  if (lines.length <= most) return lines;
  const last = lines.slice(most - 1).join('');
  return [...lines.slice(0, most - 1), cut(last, fits)];
}

function cut(text: string, fits: (line: string) => boolean): string {
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (!fits(kept + segment + ellipsis)) break;
    kept += segment;
  }
  return kept.trimEnd() + ellipsis;
}

function split(word: string, fits: (line: string) => boolean): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const { segment } of graphemes.segment(word)) {
    if (part !== '' && !fits(part + segment)) {
      parts.push(part);
      part = '';
    }
    part += segment;
  }
  return [...parts, part];
}

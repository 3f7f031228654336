import { fileURLToPath } from 'node:url';
import { scrub } from '../../platform/index.ts';
import { readFont, type Font } from './font.ts';

export type Weight = 400 | 600;

const inPackage = (path: string) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/${path}`));

/** Latin, Greek, Cyrillic and the signs: what nearly every picture is drawn with. */
const main: Readonly<Record<Weight, string>> = {
  400: inPackage('inter/400Regular/Inter_400Regular.ttf'),
  600: inPackage('inter/600SemiBold/Inter_600SemiBold.ttf'),
};
/** Asked in this order for what Inter lacks, and read only then. Hangul, Thai, the Indic scripts and rarer Han have none. */
const others: readonly string[] = [
  inPackage('sawarabi-gothic/400Regular/SawarabiGothic_400Regular.ttf'),
  inPackage('noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf'),
  inPackage('noto-emoji/400Regular/NotoEmoji_400Regular.ttf'),
];

const read = new Map<string, Font>();

function fontOf(file: string): Font {
  const font = read.get(file) ?? readFont(file);
  read.set(file, font);
  return font;
}

/** Which file draws a character, and how wide at size 1. */
function drawn(codePoint: number, weight: Weight): { file: string; advance: number } | undefined {
  for (const file of [main[weight], ...others]) {
    const advance = fontOf(file).advance(codePoint);
    if (advance !== undefined) return { file, advance };
    // What Inter lacks below here, nobody else has either: no need to read them.
    if (codePoint < 0x250) return undefined;
  }
  return undefined;
}

/** Joiners and variation selectors take no room and need no glyph. */
const unseen = /[\u200c\u200d\ufe0e\ufe0f]/u;

export function widthOf(text: string, size: number, weight: Weight): number {
  let width = 0;
  for (const character of text) {
    if (unseen.test(character)) continue;
    width += drawn(character.codePointAt(0) ?? 0, weight)?.advance ?? 0.6;
  }
  return width * size;
}

/** Stands for a character that no font at hand can draw: its place is seen, where a box of the renderer might not be. */
const substitute = '\u25a1';
// Control characters are no XML; those that reorder text would let a name write over its neighbours.
const unfit = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]+/gu;

/** Text from outside on one line, without secrets and without what could hide or reorder its neighbours. */
export function plain(text: string): string {
  return scrub(text).normalize('NFC').replace(unfit, ' ').replace(/\s+/gu, ' ').trim();
}

/** Text from outside, as it can be drawn; secrets are taken out. */
export function drawable(text: string): string {
  let shown = '';
  for (const character of plain(text)) {
    const known = unseen.test(character) || drawn(character.codePointAt(0) ?? 0, 400) !== undefined;
    shown += known ? character : substitute;
  }
  return shown;
}

/** The files that a renderer needs to draw this text. */
export function fontFilesFor(text: string): readonly string[] {
  const files = new Set<string>([main[400], main[600]]);
  for (const character of new Set(text)) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (codePoint < 0x250) continue;
    const file = drawn(codePoint, 400)?.file;
    if (file !== undefined) files.add(file);
  }
  return [...files];
}

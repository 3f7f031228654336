import { readFileSync } from 'node:fs';

/** What layout needs of a font: which characters it draws, and how wide. */
export interface Font {
  /** Width at size 1; undefined where the font lacks the character. */
  advance(codePoint: number): number | undefined;
}

/**
 * Reads the tables of a TrueType file that say how wide characters are. Kerning is left out: it takes less room than it
 * saves. https://learn.microsoft.com/en-us/typography/opentype/spec/otff
 */
export function readFont(file: string): Font {
  const bytes = readFileSync(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, number>();
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const at = 12 + index * 16;
    tables.set(bytes.toString('latin1', at, at + 4), view.getUint32(at + 8));
  }
  const table = (name: string): number => {
    const at = tables.get(name);
    if (at === undefined)
      throw new Error(`The font ${file} has no table ${name}. Install the packages again.`);
    return at;
  };
  const unitsPerEm = view.getUint16(table('head') + 18);
  const metrics = view.getUint16(table('hhea') + 34);
  const hmtx = table('hmtx');
  const glyphs = glyphsOf(view, table('cmap'));
  return {
    advance(codePoint) {
      const glyph = glyphs(codePoint);
      return glyph === 0 ? undefined : view.getUint16(hmtx + 4 * Math.min(glyph, metrics - 1)) / unitsPerEm;
    },
  };
}

type Glyphs = (codePoint: number) => number;

function glyphsOf(view: DataView, cmap: number): Glyphs {
  const found: Glyphs[] = [];
  for (let index = 0; index < view.getUint16(cmap + 2); index += 1) {
    const at = cmap + view.getUint32(cmap + 8 + index * 8);
    const format = view.getUint16(at);
    if (format === 12) found.unshift(segmentedCoverage(view, at));
    if (format === 4) found.push(segmentMapping(view, at));
  }
  const [best = () => 0] = found;
  return best;
}

/** Format 12: the whole of Unicode. */
function segmentedCoverage(view: DataView, at: number): Glyphs {
  const groups = view.getUint32(at + 12);
  return (codePoint) => {
    for (let low = 0, high = groups - 1; low <= high;) {
      const middle = (low + high) >> 1;
      const group = at + 16 + middle * 12;
      if (codePoint < view.getUint32(group)) high = middle - 1;
      else if (codePoint > view.getUint32(group + 4)) low = middle + 1;
      else return view.getUint32(group + 8) + codePoint - view.getUint32(group);
    }
    return 0;
  };
}

/** Format 4: the first 65,536 characters. */
function segmentMapping(view: DataView, at: number): Glyphs {
  const twice = view.getUint16(at + 6);
  return (codePoint) => {
    for (let index = 0; codePoint <= 0xffff && index < twice; index += 2) {
      if (codePoint > view.getUint16(at + 14 + index)) continue;
      const start = view.getUint16(at + 16 + twice + index);
      if (codePoint < start) return 0;
      const delta = view.getUint16(at + 16 + 2 * twice + index);
      const rangeAt = at + 16 + 3 * twice + index;
      const range = view.getUint16(rangeAt);
      if (range === 0) return (codePoint + delta) & 0xffff;
      const glyph = view.getUint16(rangeAt + range + 2 * (codePoint - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

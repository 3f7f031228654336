/**
 * The order of two texts' UTF-8 bytes, in which S3 lists keys. JavaScript compares UTF-16 units: it puts surrogates, which
 * stand for the highest characters, before U+E000 to U+FFFF. Negative where `a` comes first.
 */
export function utf8Order(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) {
    const one = a.charCodeAt(at);
    const other = b.charCodeAt(at);
    if (one !== other) return rank(one) - rank(other);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const rows = readFileSync(join(root, 'docs/threats.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\|\s*\d+\s*\|/.test(line))
  .map((line) => {
    const [, number = '', somebody = '', , shownBy = ''] = line.split('|').map((cell) => cell.trim());
    return { number, somebody, shownBy };
  });

/** Each test that a row names: its file, and words that stand in it. */
function named(shownBy: string): readonly { readonly file: string; readonly words: string }[] {
  let file = '';
  return shownBy.split('; ').map((part) => {
    file = /\(\.\.\/(test\/[^)]+)\)/.exec(part)?.[1] ?? file;
    return { file, words: /"([^"]+)"/.exec(part)?.[1] ?? '' };
  });
}

describe('docs/threats.md', () => {
  it('has a row for every threat that a test can show', () => {
    expect(rows.length).toBeGreaterThanOrEqual(23);
  });

  it.each(rows)('names tests that are there: $number, somebody who $somebody', ({ shownBy }) => {
    const tests = named(shownBy);
    expect(tests.length).toBeGreaterThan(0);
    for (const { file, words } of tests) {
      expect(existsSync(join(root, file))).toBe(true);
      expect(words.length).toBeGreaterThan(2);
      const missing = readFileSync(join(root, file), 'utf8').includes(words) ? undefined : words;
      expect({ file, missing }).toEqual({ file, missing: undefined });
    }
  });
});

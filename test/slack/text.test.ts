import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foreign, plain } from '../../src/slack/text.ts';

describe('text from outside', () => {
  it('can mention nobody, link nowhere and keep no control characters', () => {
    expect(foreign('<!channel> <@U1> <https://evil|aws> & \u202egnp', 500)).toBe(
      '&lt;!channel&gt; &lt;@U1&gt; &lt;https://evil|aws&gt; &amp;  gnp',
    );
  });
  it('cannot format', () => {
    const shown = foreign('*bold* _it_ `code` ~no~', 500);
    for (const pattern of [/\*bold\*/, /_it_/, /`code`/, /~no~/]) expect(shown).not.toMatch(pattern);
  });
  it('stays readable where a sign stands inside a word', () => {
    expect(foreign('first_second@example.com', 500)).toBe('first_second@example.com');
  });
  it('holds no bare angle bracket and no half entity, whatever comes in', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 2, max: 40 }),
        (text, longest) => {
          const shown = foreign(text, longest);
          expect(shown).not.toMatch(/[<>]/);
          expect(shown.replaceAll(/&(?:amp|lt|gt);/g, '')).not.toContain('&');
        },
      ),
    );
  });
  it('is cut for plain text', () => {
    expect(plain('x'.repeat(200), 150)).toHaveLength(150);
  });
});

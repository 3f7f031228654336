import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { redact, scrub } from '../../src/platform/index.ts';

describe('the redactor', () => {
  it.each([
    'AAAAKgAAAAIAAAAAAAAAA' + 'x'.repeat(120),
    'AQB4AAAAKgAAAAMAAAAA' + 'y/+='.repeat(40),
    'sbxtok-' + 'z'.repeat(20),
    'xoxb-' + '1234567890-abc',
  ])('takes a token out of running text', (token) => {
    expect(scrub(`before ${token} after`)).not.toContain(token.slice(0, 40));
  });

  it('takes out what stands behind a token’s key, in JSON that was written into words', () => {
    const words = `refused: ${JSON.stringify(JSON.stringify({ myTaskToken: 'short', name: 'kept' }))}`;
    expect(scrub(words)).not.toContain('short');
    expect(scrub(words)).toContain('kept');
  });

  it('leaves what only sounds like a token', () => {
    const value = { tokenCount: 3, nextToken: 'page-2', tokens: [] };
    expect(redact(value)).toEqual(value);
    expect(scrub('the token was refused; Authorization failed')).toBe(
      'the token was refused; Authorization failed',
    );
  });

  it('removes a token that is held, whatever its form, and changes the shape of nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 1 }), (value, held) => {
        const json = JSON.parse(JSON.stringify({ value, held: [held, { deep: held }] })) as never;
        const clean = redact(json, (text) => text === held) as { held: unknown[] };
        expect(clean.held).toEqual(['[removed]', { deep: '[removed]' }]);
      }),
    );
  });
});

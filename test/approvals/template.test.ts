import { describe, expect, it } from '@jest/globals';
import { fillTemplate, readPath } from '../../src/approvals/index.ts';

describe('words of a gate', () => {
  const input = { a: { 'b-c': [{ d: 'deep' }] }, n: 3, empty: '' };
  it.each([
    ['{{ $.a.b-c[0].d }} end', 'deep end'],
    ['{{$.n}}', '3'],
    ['{{ $.missing.path }}', '(no $.missing.path)'],
    ['{{ $.a }}', '{"b-c":[{"d":"deep"}]}'],
    ['{{ $.constructor }}', '(no $.constructor)'],
    ['no path', 'no path'],
  ])('fills %j as %j', (template, filled) => {
    expect(fillTemplate(template, input)).toBe(filled);
  });
  it('reads nothing where the text is no path', () => {
    expect(readPath('a.b', input)).toBeUndefined();
    expect(readPath('$.a[', input)).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { fillJson, fillTemplate, pathsIn, readPath } from '../../src/platform/index.ts';

describe('words with paths in them', () => {
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

describe('JSON with paths in it', () => {
  const from = { detail: { id: 'x', size: 3, tags: ['a'] }, 'detail-type': 'T' };
  it('takes the value itself where a string is nothing but a path', () => {
    const written = { size: '{{ $.detail.size }}', all: ['{{$.detail.tags}}'], no: '{{ $.gone }}', same: 1 };
    expect(fillJson(written, from)).toEqual({ size: 3, all: [['a']], no: null, same: 1 });
    expect(fillJson('{{ $ }}', from)).toEqual(from);
  });
  it('becomes text inside other words, and nothing where nothing stands', () => {
    expect(fillJson("{{ $['detail-type'] }}-{{ $.detail.id }}-{{ $.detail.tags }}-{{ $.gone }}", from)).toBe(
      'T-x-["a"]-',
    );
  });
  it('names the paths that it takes', () => {
    expect(pathsIn('a {{ $.b }} {{$.c[0]}} {{ d }}')).toEqual(['$.b', '$.c[0]']);
  });
});

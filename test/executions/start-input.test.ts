import { describe, expect, it } from '@jest/globals';
import { readStartInput } from '../../src/executions/start-input.ts';

describe('the input of a start', () => {
  it.each([
    ['', '{}'],
    ['{"a": 1}', '{"a":1}'],
    ['{“a”: “b”}', '{"a":"b"}'],
    ['{"a":\u00a0[1, 2]}', '{"a":[1,2]}'],
    ['"text"', '"text"'],
  ])('%j is read as %j', (typed, text) => {
    expect(readStartInput(typed)).toMatchObject({ kind: 'json', text });
  });
  it.each([
    ['{a: 1}', 'character 2'],
    ['{"a": 1,}', 'character 9'],
    ['{"a": 1', 'ends too early'],
    ['[1 2]', 'character 4'],
  ])('%j is refused with the place of the error', (typed, words) => {
    const read = readStartInput(typed);
    expect(read).toMatchObject({ kind: 'unfit', sentence: expect.stringContaining(words) });
  });
});

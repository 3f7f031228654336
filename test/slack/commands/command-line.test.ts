import { describe, expect, it } from '@jest/globals';
import { nameAndRest, parseCommandLine } from '../../../src/slack/commands/command-line.ts';

const words = ['list', 'start', 'status', 'help'];

describe('what somebody types behind /workflow', () => {
  it.each([
    ['', { kind: 'command', word: 'help', rest: '' }],
    ['LIST', { kind: 'command', word: 'list', rest: '' }],
    ['start  Hello {"a": "b c"}', { kind: 'command', word: 'start', rest: 'Hello {"a": "b c"}' }],
    [' /workflow list', { kind: 'command', word: 'list', rest: '' }],
    ['start\u00a0“Hello”', { kind: 'command', word: 'start', rest: '“Hello”' }],
  ])('%j', (text, line) => {
    expect(parseCommandLine(text, words)).toEqual(line);
  });
  it.each([
    ['strat Hello', 'Did you mean `/workflow start`?'],
    ['run Hello', 'Did you mean `/workflow start`?'],
    ['stop Hello', '/workflow help'],
    ['constructor', '/workflow help'],
    ['xyzzy', '/workflow help'],
  ])('%j is answered with what to do', (text, sentence) => {
    expect(parseCommandLine(text, words)).toMatchObject({
      kind: 'unclear',
      sentence: expect.stringContaining(sentence),
    });
  });
  it.each([
    ['“Hello” {"a": 1}', { name: 'Hello', rest: '{"a": 1}' }],
    ["'Hello'", { name: 'Hello', rest: '' }],
    ['arn:aws:x:y  no longer needed', { name: 'arn:aws:x:y', rest: 'no longer needed' }],
    ['', { name: '', rest: '' }],
  ])('the name in %j', (text, named) => {
    expect(nameAndRest(text)).toEqual(named);
  });
});

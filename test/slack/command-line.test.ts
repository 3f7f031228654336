import { describe, expect, it } from '@jest/globals';
import { parseCommandLine } from '../../src/slack/command-line.ts';

describe('what somebody types behind /workflow', () => {
  it.each([
    ['', { kind: 'plain', command: 'help' }],
    ['LIST', { kind: 'plain', command: 'list' }],
    ['start  Hello {"a": "b c"}', { kind: 'start', machine: 'Hello', inputText: '{"a": "b c"}' }],
    ['start\u00a0“Hello”', { kind: 'start', machine: 'Hello', inputText: '' }],
    ['status arn:aws:x:y', { kind: 'status', name: 'arn:aws:x:y' }],
    ['abort Hello no longer needed', { kind: 'abort', name: 'Hello', reason: 'no longer needed' }],
  ])('%j', (text, line) => {
    expect(parseCommandLine(text)).toEqual(line);
  });
  it.each([
    ['strat Hello', 'Did you mean `/workflow start`?'],
    ['xyzzy', '/workflow help'],
    ['start', 'Start what?'],
    ['status', 'Status of what?'],
    ['abort', 'Abort what?'],
  ])('%j is answered with what to do', (text, words) => {
    expect(parseCommandLine(text)).toMatchObject({
      kind: 'unclear',
      sentence: expect.stringContaining(words),
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { parseAddLine } from '../../../src/slack/commands/schedule-line.ts';

const added = { kind: 'add', name: 'nightly', machine: 'hello', cron: '0 2 * * *' };

describe('what is typed behind schedule add', () => {
  it.each([
    ['nightly hello "0 2 * * *"', { ...added, noOverlap: false, inputText: '' }],
    ['nightly hello 0 2 * * *', { ...added, noOverlap: false, inputText: '' }],
    ['nightly hello “0 2 * * *” UTC', { ...added, zone: 'UTC', noOverlap: false, inputText: '' }],
    [
      'nightly hello "0 2 * * *" Europe/Madrid no-overlap {"a": "0 b"}',
      { ...added, zone: 'Europe/Madrid', noOverlap: true, inputText: '{"a": "0 b"}' },
    ],
    ['nightly hello 0 2 * * * no-overlap [1]', { ...added, noOverlap: true, inputText: '[1]' }],
    ['nightly hello "0 2 * * *"{"a":1}', { ...added, noOverlap: false, inputText: '{"a":1}' }],
    ['nightly hello @daily UTC', { ...added, cron: '@daily', zone: 'UTC', noOverlap: false, inputText: '' }],
    // What is no cron is told so by whoever reads it.
    ['nightly hello "often"', { ...added, cron: 'often', noOverlap: false, inputText: '' }],
  ])('%s', (text, line) => {
    expect(parseAddLine(text)).toEqual(line);
  });

  it.each([
    ['', 'needs a name, a state machine and a time'],
    ['nightly hello', 'needs a name, a state machine and a time'],
    ['nightly hello daily', 'cannot read a time in `daily`'],
    ['nightly "0 2 * * *" hello', 'The state machine stands before the time'],
    ['nightly hello "0 2 * * *" Europe/Madrid weekly', 'what `weekly` means here'],
  ])('"%s" is answered with what to write', (text, words) => {
    expect(parseAddLine(text)).toEqual({ kind: 'unclear', sentence: expect.stringContaining(words) });
  });
});

import { describe, expect, it } from '@jest/globals';
import { executionIn } from '../../src/slack/execution-in.ts';

const arn = 'arn:aws:states:eu-west-1:000000000000:execution:Hello:one-2';
const block = (text: string) => ({
  text: 'x',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
});

describe('the execution that a message names', () => {
  it.each([
    [{ text: `It failed: ${arn}.` }, arn],
    [{ text: `<${arn}|here>` }, arn],
    [block(`see \`${arn}\`, please`), arn],
    [{ text: '▶️ <@U0A> started *Hello* · execution sbx_3ctjxh4rbgnfjy2scr30' }, 'sbx_3ctjxh4rbgnfjy2scr30'],
    [block('*Hello* · sbx_3ctjxh4rbgnfjy2scr30\nrunning'), 'sbx_3ctjxh4rbgnfjy2scr30'],
    [{ text: 'from execution nightly-7 of Hello' }, 'nightly-7'],
    [{ text: 'nothing here' }, undefined],
  ])('%j', (message, name) => {
    expect(executionIn(message)).toBe(name);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonValue } from '../../../src/platform/index.ts';
import { messageBlockFaults, viewFaults } from '../../../src/sandbox/slack/block-kit/index.ts';
import { answering } from './answering.ts';

/** Names as Step Functions takes them, 80 characters of any script, and what tries to be more than a name. */
const evil = fc.constantFrom(
  '<!channel>',
  '<@U0A>',
  '<https://evil.example|console>',
  '*bold* _it_ ~no~ `code`',
  '&lt;!here&gt;',
  '```',
  '\u202egnp.exe',
  'a|b',
  '__proto__',
);
const name = fc
  .oneof(
    evil,
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
  )
  .map((text) => text.replace(/\s/g, '') || 'x');
const word = fc.constantFrom(
  'list',
  'start',
  'status',
  'abort',
  'approvals',
  'incidents',
  'lint',
  'whoami',
  'help',
  'strat',
  '',
);
const text = (names: readonly string[]) =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4_000 }),
    fc
      .tuple(word, fc.oneof(fc.constantFrom(...names), name, fc.string(), fc.json()))
      .map((parts) => parts.join(' ')),
    fc.tuple(fc.constantFrom(...names), fc.json()).map((parts) => `start ${parts.join(' ')}`),
  );
const world = fc
  .record({
    machines: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    executions: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
    title: name,
    channel: name,
    input: fc.jsonValue({ maxDepth: 2 }),
  })
  .chain((made) => text([...made.machines, ...made.executions]).map((typed) => ({ ...made, typed })));

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as JsonValue;

/** What Slack would take for a mention, a link or a date that is not ours. */
const active = /<(?!https:\/\/x\.slack\.com\/archives\/|!date\^\d+\^|@U0APPROVER>)[^>]*>/;

describe('any text behind /workflow', () => {
  it('is answered in words that Slack takes, or by a modal that it takes, and with nothing active from outside', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ typed, machines, executions, title, channel, input }) => {
        const { answer, views } = await answering({
          machines,
          executions,
          asked: { gate: { title: `${title} {{ $.employeeName }}`, channel }, input: input as JsonValue },
        });
        const reply = await answer(typed);
        const shown = reply ? reply.blocks : (views.at(-1) as { blocks: JsonValue }).blocks;
        if (reply) {
          expect(reply.text.trim()).not.toBe('');
          expect(messageBlockFaults(asJson(reply.blocks))).toEqual([]);
          expect(reply.text).not.toMatch(active);
        } else {
          expect(viewFaults(asJson(views.at(-1)), 'modal')).toEqual([]);
        }
        for (const [, mrkdwn = ''] of JSON.stringify(shown).matchAll(
          /"type":"mrkdwn","text":"((?:[^"\\]|\\.)*)"/g,
        ))
          expect(JSON.parse(`"${mrkdwn}"`)).not.toMatch(active);
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 300) },
    );
  });
});

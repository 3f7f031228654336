import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Incident } from '../../../src/incidents/index.ts';
import { renderIncident } from '../../../src/slack/incidents/card.ts';
import { detailsModal } from '../../../src/slack/incidents/details-modal.ts';
import { renderSurge } from '../../../src/slack/incidents/surge-card.ts';
import { replyWords } from '../../../src/slack/incidents/timeline-words.ts';
import {
  attachmentFaults,
  messageBlockFaults,
  viewFaults,
} from '../../../src/sandbox/slack/block-kit/index.ts';
import type { JsonValue } from '../../../src/platform/index.ts';
import { monday } from '../../contracts/records.ts';
import { aSighting, incident, step } from './an-incident.ts';

/** What an attacker would write, and what nobody thought of. */
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.constantFrom('<!channel>', '<@U0VICTIM>', '<https://evil.example|AWS console>', '&lt;!here&gt;', '```'),
  fc
    .array(fc.constantFrom('<!channel> ', '<@U0VICTIM>', '*', '`', '&', '>', '\n', '\u202e', 'word '), {
      maxLength: 300,
    })
    .map((parts) => parts.join('')),
);
const severity = fc.constantFrom('low' as const, 'normal' as const, 'high' as const, 'critical' as const);

const record: fc.Arbitrary<Incident> = fc
  .record({
    words: fc.array(hostile, { minLength: 12, maxLength: 12 }),
    severity,
    weight: fc.constantFrom('incident' as const, 'notice' as const),
    stand: fc.constantFrom('open', 'acknowledged', 'snoozed', 'resolved'),
    steps: fc.integer({ min: 0, max: 30 }),
    facts: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ words, severity, weight, stand, steps, facts }) => {
    const word = (index: number) => words[index % words.length] ?? '';
    const by = 'U0RESPONDER';
    const states: Readonly<Record<string, Incident['state']>> = {
      acknowledged: { kind: 'acknowledged', by, at: monday },
      snoozed: { kind: 'snoozed', by, at: monday, until: monday },
      resolved: { kind: 'resolved', by, at: monday, because: word(0) },
    };
    const sighting = {
      ...aSighting,
      title: word(1),
      meaning: word(2),
      advice: word(3),
      account: word(4),
      region: word(5),
      facts: Array.from({ length: facts }, (_, index) => ({
        name: word(index),
        value: word(index + 1),
        ...(index % 2 === 0 && { code: true as const }),
      })),
      links: [{ label: word(6), url: `https://console.aws.amazon.com/${word(7)}` }],
      detail: { [word(8)]: word(9) },
    };
    const runbook = Array.from({ length: steps }, (_, index) =>
      step(`s${String(index)}`, {
        label: word(index),
        confirm: word(index + 2),
        secondPerson: index % 2 === 0,
      }),
    );
    return incident(
      {
        first: sighting,
        latest: sighting,
        severity,
        state: states[stand] ?? { kind: 'open' },
        steps: {
          s0: { kind: 'done', at: monday, says: word(10) },
          s1: { kind: 'failed', at: monday, because: word(11) },
          s2: { kind: 'asked', by, at: monday },
        },
        timeline: words.map((says) => ({ at: monday, what: 'noted' as const, who: by, says })),
        related: [{ kind: 'execution', id: word(6) }],
        escalated: 1,
      },
      { weight, runbook, route: word(0), escalate: [{ afterSeconds: 1, to: word(1) }] },
    );
  });

/** What Slack reads as mark-up in texts of ours: mentions of responders, dates, and links to consoles. */
const ours =
  /<(?:@U0RESPONDER|!date\^\d+\^[^|<>]*\|[^<>]*|https:\/\/[a-z0-9.-]*console\.aws\.amazon\.com\/[^<>|]*\|[^<>]*)>/g;

/** Every mrkdwn text of something rendered. */
function mrkdwnIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)];
  return Object.values(value).flatMap(mrkdwnIn);
}

/** Characters of all texts that people see. */
function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, inner) => sum + lengthOf(inner), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) =>
      sum + (key === 'text' && typeof inner === 'string' ? inner.length : lengthOf(inner)),
    0,
  );
}

function expectHarmless(texts: readonly string[]): void {
  for (const text of texts) expect(text.replaceAll(ours, '').replaceAll(/^> /gm, '')).not.toMatch(/[<>]/);
}

const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as JsonValue;

describe('words from outside, whatever they are', () => {
  it('mention nobody, link nowhere, and fit on the card', () => {
    fc.assert(
      fc.property(record, (one) => {
        const { text, blocks, attachments = [] } = renderIncident(one);
        expectHarmless([text, ...mrkdwnIn(blocks), ...mrkdwnIn(attachments)]);
        expect(messageBlockFaults(json(blocks))).toEqual([]);
        expect(attachmentFaults(json(attachments))).toEqual([]);
        // Slack refuses a message whose blocks hold more than about 13,200 characters.
        expect(lengthOf([blocks, attachments])).toBeLessThan(12_500);
      }),
    );
  });

  it('do neither in the modal of details', () => {
    fc.assert(
      fc.property(record, (one) => {
        const view = detailsModal(one, { incidentId: one.id });
        expectHarmless(mrkdwnIn(view));
        expect(viewFaults(json(view), 'modal')).toEqual([]);
      }),
    );
  });

  it('do neither in what the thread is told', () => {
    fc.assert(
      fc.property(record, (one) => {
        for (const entry of one.timeline)
          expectHarmless([replyWords(one, entry), replyWords(one, entry, '')]);
      }),
    );
  });

  it('do neither on the card of a flood', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hostile, severity), { maxLength: 40 }), (groups) => {
        const surge = {
          id: 'srg_1',
          channel: 'incidents',
          revision: 1,
          since: monday,
          lastAt: monday,
          over: false,
          total: groups.length,
          groups: groups.map(([title, severity]) => ({ route: title, severity, count: 1, title, ids: [] })),
          card: {},
        };
        const { text, blocks, attachments = [] } = renderSurge(surge);
        expectHarmless([text, ...mrkdwnIn(blocks), ...mrkdwnIn(attachments)]);
        expect(messageBlockFaults(json(blocks))).toEqual([]);
        expect(attachmentFaults(json(attachments))).toEqual([]);
      }),
    );
  });
});

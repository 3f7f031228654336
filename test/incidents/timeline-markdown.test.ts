import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { timelineMarkdown } from '../../src/incidents/index.ts';
import { monday } from '../contracts/records.ts';
import { aSighting, incident } from '../slack/incidents/an-incident.ts';

const who = 'U0APPROVER';

describe('the timeline of an incident as Markdown', () => {
  it('says how it stands, its facts, and who did what when, in UTC', () => {
    const text = timelineMarkdown(
      incident({
        commander: who,
        count: 3,
        state: { kind: 'resolved', by: who, at: monday + 60_000, because: 'Fixed' },
        timeline: [
          { at: monday, what: 'opened', says: 'Alarm checkout-5xx is in ALARM.' },
          {
            at: monday + 1_000,
            what: 'escalated',
            says: 'Nobody acknowledged it.',
            calls: '@platform-leads',
          },
          { at: monday + 2_000, what: 'step-done', who, says: 'Roll back: done.' },
        ],
      }),
      (id) => (id === who ? 'Ada' : id),
    );
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        '# Alarm checkout-5xx is in ALARM',
        '| State | resolved by Ada, 2026-01-05 09:01:00 UTC: Fixed |',
        '| Last seen | 2026-01-05 09:00:00 UTC, 3 times in all |',
        '| Function | checkout\\_api |',
        '- 2026-01-05 09:00:00 UTC **opened** Alarm checkout-5xx is in ALARM.',
        '- 2026-01-05 09:00:01 UTC **escalated** Nobody acknowledged it. (calls @platform-leads)',
        '- 2026-01-05 09:00:02 UTC **step done** Ada: Roll back: done.',
      ]),
    );
  });

  it('says that entries are missing where some are', () => {
    expect(timelineMarkdown(incident({ timelineFolded: 7 }))).toContain('(7 entries');
    expect(timelineMarkdown(incident())).toContain('Nothing so far.');
  });

  it('lets no text from outside add a line, a link, a heading or HTML', () => {
    const evil = fc.array(
      fc.constantFrom('\n', '# x', '[a](b)', '<b>', '|', '`', '\\', '*', 'word', '\u202e'),
    );
    fc.assert(
      fc.property(evil, (parts) => {
        const text = parts.join('');
        const lines = (says: string) =>
          timelineMarkdown(
            incident({
              first: { ...aSighting, title: `a ${says}` },
              timeline: [{ at: monday, what: 'noted', who, says: `a ${says}` }],
            }),
          );
        expect(lines(text).split('\n')).toHaveLength(lines('').split('\n').length);
        expect(lines(text).replaceAll(/\\[\\`*_{}[\]<>#|~!&]/g, '')).not.toMatch(/[<[`\u202e]/);
      }),
    );
  });
});

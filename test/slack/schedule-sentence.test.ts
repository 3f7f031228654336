import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../src/executions/index.ts';
import { scheduleWords } from '../../src/slack/schedule-line-words.ts';
import { scheduleSentence } from '../../src/slack/schedule-sentence.ts';
import { monday } from '../contracts/records.ts';
import { nightly } from '../contracts/schedule-store.ts';

const executionArn = 'arn:aws:states:eu-west-1:000000000000:execution:HelloWorld:nightly_before';

describe('what is told of a schedule', () => {
  it.each<[Outcome, string]>([
    [
      { kind: 'missed', at: monday, times: 1 },
      'should have started *HelloWorld* at <!date^1767603600^{date_short_pretty} {time}|2026-01-05 09:00 UTC>; Signalbox was not running. Start it now with `/workflow start HelloWorld`.',
    ],
    [{ kind: 'missed', at: monday, times: 2 }, 'and 1 more time since'],
    [{ kind: 'missed', at: monday, times: 100 }, 'and at least 99 more times since'],
    [{ kind: 'skipped', at: monday, executionArn }, 'execution nightly_before of before still runs'],
    [{ kind: 'refused', at: monday, because: 'no rule' }, 'in the name of <@U0REQUESTER>'],
    [{ kind: 'failed', at: monday, because: 'No <role>' }, 'No &lt;role&gt;'],
  ])('%j', (outcome, words) => {
    expect(scheduleSentence(nightly(), outcome)).toContain(words);
  });
});

describe('the line of a schedule', () => {
  const line = (more: Parameters<typeof nightly>[0]) =>
    scheduleWords({ schedule: nightly(more), words: 'At 02:00, every day', lastStatus: 'FAILED' });

  it('says what, when, by whom and when next', () => {
    expect(line({})).toMatch(
      /^• \*nightly\* starts \*HelloWorld\* · At 02:00, every day \(Europe\/Madrid\) · by <@U0REQUESTER>\n {3}next <!date/,
    );
  });

  it('says no overlap, and who paused it', () => {
    const words = line({ overlap: 'skip', paused: { by: 'U1', at: monday } });
    expect(words).toContain('· no overlap ·');
    expect(words).toContain('⏸️ paused by <@U1>');
  });

  it('says how the execution stands that it started last', () => {
    expect(line({ last: { kind: 'started', at: monday, executionArn } })).toContain('last ⛔ failed');
  });
});

import { describe, expect, it } from '@jest/globals';
import { cronInWords, nextTimes, readCron, zoneFault } from '../../src/platform/index.ts';

const times = (cron: string, zone: string, after: string, limit: number) =>
  nextTimes(cron, zone, Date.parse(after), limit).map((at) => new Date(at).toISOString().slice(0, 16));

describe('a cron expression', () => {
  it.each(['0 2 * * *', '*/5 * * * *', '30 6 * * MON-FRI', '0 2 L * *', '0 2 * * MON#2', '@daily'])(
    '%s is taken',
    (cron) => {
      expect(readCron(`  ${cron.replace(' ', '   ')} `)).toEqual({ kind: 'cron', cron });
    },
  );

  it.each([
    ['*/10 * * * * *', 'has six fields, and Signalbox takes no seconds'],
    ['61 * * * *', 'Invalid value for minute: 61'],
    ['0 2 * * MUN', 'illegal characters'],
    ['0 2 * *', 'has 4 fields'],
    ['tomorrow', 'has 1 field;'],
    ['', 'has 0 fields'],
    ['0 0 31 2 *', 'names a day that never comes'],
    ['*/0 * * * *', 'illegal stepping'],
  ])('"%s" is refused, with what to write instead', (text, why) => {
    const read = readCron(text);
    expect(read).toMatchObject({ kind: 'not-cron', because: expect.stringContaining(why) });
    expect(read).toMatchObject({ because: expect.stringContaining('such as "0 2 * * *"') });
  });

  it.each([
    ['0 2 * * *', 'At 02:00, every day'],
    ['0 9,17 * * *', 'At 09:00 and 17:00, every day'],
    ['@daily', 'At 00:00, every day'],
    ['*/5 * * * *', 'Every 5 minutes'],
    ['0 9 * * 1-5', 'At 09:00, Monday through Friday'],
    ['0 2 * * 5L', 'At 02:00, on the last Friday of the month'],
  ])('%s in words: %s', (cron, words) => {
    expect(cronInWords(cron)).toBe(words);
  });
});

describe('a time zone', () => {
  it.each(['Europe/Madrid', 'UTC', 'America/New_York', 'Asia/Kolkata'])('%s is one', (zone) => {
    expect(zoneFault(zone)).toBeUndefined();
  });

  it('that is none is refused, with the one that was meant', () => {
    expect(zoneFault('Europe/Madird')).toBe('"Europe/Madird" is no time zone; did you mean Europe/Madrid?');
    expect(zoneFault('+02:00')).toContain('write one such as Europe/Madrid');
  });
});

describe('the next times', () => {
  it('are of the zone, not of the machine', () => {
    expect(times('0 2 * * *', 'Europe/Madrid', '2026-01-05T09:00Z', 2)).toEqual([
      '2026-01-06T01:00',
      '2026-01-07T01:00',
    ]);
    expect(times('0 2 * * *', 'Asia/Kolkata', '2026-01-05T09:00Z', 1)).toEqual(['2026-01-05T20:30']);
  });

  it('come after the moment itself', () => {
    expect(times('0 2 * * *', 'UTC', '2026-01-06T02:00Z', 1)).toEqual(['2026-01-07T02:00']);
  });

  it('take a day of the month or a weekday, where both are named', () => {
    expect(times('0 2 1 * MON', 'UTC', '2026-01-26T03:00Z', 2)).toEqual([
      '2026-02-01T02:00',
      '2026-02-02T02:00',
    ]);
  });

  describe('in the hour that does not exist (Madrid, 29 March 2026, 02:00 to 03:00)', () => {
    it('come at its end: a nightly is not left out', () => {
      expect(times('30 2 * * *', 'Europe/Madrid', '2026-03-28T12:00Z', 2)).toEqual([
        '2026-03-29T01:00',
        '2026-03-30T00:30',
      ]);
    });

    it('leave no gap and no double in what comes every hour', () => {
      expect(times('30 * * * *', 'Europe/Madrid', '2026-03-29T00:00Z', 3)).toEqual([
        '2026-03-29T00:30',
        '2026-03-29T01:30',
        '2026-03-29T02:30',
      ]);
    });
  });

  describe('in the hour that comes twice (Madrid, 25 October 2026, 02:00 to 03:00)', () => {
    it('come once, at the first', () => {
      expect(times('30 2 * * *', 'Europe/Madrid', '2026-10-24T12:00Z', 2)).toEqual([
        '2026-10-25T00:30',
        '2026-10-26T01:30',
      ]);
    });

    it('come in both, where they come every hour', () => {
      expect(times('30 * * * *', 'Europe/Madrid', '2026-10-25T00:00Z', 3)).toEqual([
        '2026-10-25T00:30',
        '2026-10-25T01:30',
        '2026-10-25T02:30',
      ]);
    });
  });
});

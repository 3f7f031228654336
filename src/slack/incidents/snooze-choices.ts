import { nextTimes, zoneFault } from '../../platform/index.ts';

/** A choice of the form: what stands there, and seconds or `until:MS`. */
export interface SnoozeChoice {
  readonly text: string;
  readonly value: string;
}

const nineInTheMorning = '0 9 * * *';
/** Nine o'clock that is nearer than this is no snooze over the night, ms. */
const leastMs = 3_600_000;

/** How long an incident may sleep: at three in the morning "until 9:00" is this morning's. Pure. @param zone of the person */
export function snoozeChoices(now: number, zone: string | undefined): readonly SnoozeChoice[] {
  const known = zone !== undefined && zoneFault(zone) === undefined;
  const there = known ? zone : 'UTC';
  const until = nextTimes(nineInTheMorning, there, now, 2).find((at) => at - now >= leastMs);
  const day = new Intl.DateTimeFormat('en', { timeZone: there, dateStyle: 'short' });
  const which = until !== undefined && day.format(until) === day.format(now) ? 'this morning' : 'tomorrow';
  return [
    { text: '15 minutes', value: '900' },
    { text: '1 hour', value: '3600' },
    { text: '4 hours', value: '14400' },
    ...(until === undefined
      ? []
      : [{ text: `Until 9:00 ${which}${known ? '' : ' (UTC)'}`, value: `until:${String(until)}` }]),
  ];
}

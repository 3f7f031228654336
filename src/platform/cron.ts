import { Cron } from 'croner';
import cronstrue from 'cronstrue';
import { messageOf } from './errors.ts';
import { nearest } from './suggest.ts';

/** A cron expression that was read, or why not, as a sentence without its end. */
export type ReadCron =
  { readonly kind: 'cron'; readonly cron: string } | { readonly kind: 'not-cron'; readonly because: string };

const nicknames = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@hourly'];
const example = 'write five fields (minute hour day month weekday), such as "0 2 * * *", every day at 02:00';

/** Five fields, or a nickname such as `@daily`. Nothing is more often than once a minute. */
export function readCron(text: string): ReadCron {
  const cron = text.trim().replace(/\s+/g, ' ');
  const not = (why: string): ReadCron => ({
    kind: 'not-cron',
    because: `"${cron}" ${why}; ${example}`,
  });
  const fields = cron === '' ? 0 : cron.split(' ').length;
  if (fields === 6) return not('has six fields, and Signalbox takes no seconds');
  if (fields !== 5 && !nicknames.includes(cron.toLowerCase()))
    return not(`has ${String(fields)} ${fields === 1 ? 'field' : 'fields'}`);
  try {
    // Found from the epoch, so that the answer does not hang on today.
    if (!matcher(cron, 'UTC').nextRun(new Date(0))) return not('names a day that never comes');
  } catch (error) {
    return not(`is no cron expression (${messageOf(error).replace(/^Cron\w+: /, '')})`);
  }
  return { kind: 'cron', cron };
}

/** Why this is no time zone, as a sentence without its end; undefined where it is one. */
export function zoneFault(zone: string): string | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    // `+02:00` is taken by some versions of Node and not by others.
    if (/^[A-Za-z]/.test(zone)) return undefined;
  } catch {
    // Told below.
  }
  const meant = nearest(zone, Intl.supportedValuesOf('timeZone'));
  return `"${zone}" is no time zone; ${meant === undefined ? 'write one such as Europe/Madrid, or UTC' : `did you mean ${meant}?`}`;
}

/**
 * The next moments after `after`, ms, at most `limit`; of a cron and a zone that were read. Where clocks go forward, what
 * falls into the hour that does not exist comes at its end. Where they go back, a set hour comes once, at the first of
 * the two, and what comes every hour or every few minutes comes in both.
 */
export function nextTimes(cron: string, zone: string, after: number, limit: number): readonly number[] {
  return matcher(cron, zone)
    .nextRuns(limit, new Date(after))
    .map((date) => date.getTime());
}

/** `At 02:00, every day`. The expression itself where it has no words. */
export function cronInWords(cron: string): string {
  try {
    const words = cronstrue.toString(cron, { use24HourTimeFormat: true, verbose: false });
    return /^At [\d:]+(?:(?:, [\d:]+)*,? and [\d:]+)?$/.test(words) ? `${words}, every day` : words;
  } catch {
    return cron;
  }
}

function matcher(cron: string, timezone: string): Cron {
  // A day of the month and a weekday: either of them, as cron has it since 1987.
  return new Cron(cron, { timezone, paused: true, domAndDow: false });
}

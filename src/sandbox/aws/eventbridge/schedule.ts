import { parseCron } from './cron.ts';

/** When a rule fires next: milliseconds since the epoch after `after`, or undefined for never again. */
export type Schedule = (after: number) => number | undefined;

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * Reads `rate(5 minutes)` or `cron(0 12 * * ? *)`; undefined where it is neither.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function parseSchedule(expression: string): Schedule | undefined {
  const [, value = '', unit, plural] = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  if (unit === 'minute' || unit === 'hour' || unit === 'day') {
    const every = Number(value);
    // The unit is singular for 1 and plural for anything else.
    if (every < 1 || (every === 1) !== (plural === '')) return undefined;
    return (after) => after + every * unitMs[unit];
  }
  const [, fields] = /^cron\((.*)\)$/.exec(expression) ?? [];
  return fields === undefined ? undefined : parseCron(fields);
}

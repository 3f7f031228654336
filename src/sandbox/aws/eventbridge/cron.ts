import type { Schedule } from './schedule.ts';

/** The calendar fields of a moment in UTC; months from 1, weekdays from 1 for Sunday. */
interface Day {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly weekday: number;
  readonly lastDate: number;
}

type Field<T> = (value: T) => boolean;

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const dayMs = 86_400_000;
const [firstYear, lastYear] = [1970, 2199];

/**
 * Six fields, in UTC: minutes, hours, day of month, month, day of week, year; one of the days must be `?`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html#eb-cron-expressions
 */
export function parseCron(text: string): Schedule | undefined {
  const fields = text.split(/\s+/);
  const [minute = '', hour = '', date = '', month = '', weekday = '', year = ''] = fields;
  if (fields.length !== 6 || (date === '?') === (weekday === '?')) return undefined;
  const minutes = numbers(minute, 0, 59);
  const hours = numbers(hour, 0, 23);
  const inMonth = numbers(month, 1, 12, months);
  const inYear = numbers(year, firstYear, lastYear);
  const onDay = date === '?' ? onWeekday(weekday) : onDate(date);
  if (!minutes || !hours || !inMonth || !inYear || !onDay) return undefined;
  return (after) => {
    for (let at = after - (after % dayMs); ; at += dayMs) {
      const day = dayOf(at);
      if (day.year > lastYear) return undefined;
      if (!inYear(day.year) || !inMonth(day.month) || !onDay(day)) continue;
      for (let passed = 0; passed < 1_440; passed += 1) {
        const moment = at + passed * 60_000;
        if (moment > after && hours(Math.floor(passed / 60)) && minutes(passed % 60)) return moment;
      }
    }
  };
}

/** `*`, `5`, `1-5`, `0/15`, a star with a step, and lists of them. */
function numbers(
  text: string,
  least: number,
  most: number,
  names: readonly string[] = [],
): Field<number> | undefined {
  const numberOf = (word: string) => {
    const named = names.indexOf(word.toUpperCase());
    const value = named >= 0 ? named + least : /^\d+$/.test(word) ? Number(word) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  };
  const wanted = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', every, ...more] = part.split('/');
    const [from = '', to, ...rest] = range === '*' ? [String(least), String(most)] : range.split('-');
    const first = numberOf(from);
    const last = to === undefined ? (every === undefined ? first : most) : numberOf(to);
    const stride = every === undefined ? 1 : /^\d+$/.test(every) ? Number(every) : 0;
    if (first === undefined || last === undefined || stride < 1) return undefined;
    if (more.length > 0 || rest.length > 0 || last < first) return undefined;
    for (let value = first; value <= last; value += stride) wanted.add(value);
  }
  return (value) => wanted.has(value);
}

/** Days of a month: numbers, `L` for the last, `15W` for the working day nearest to the 15th. */
function onDate(text: string): Field<Day> | undefined {
  if (text === 'L') return ({ date, lastDate }) => date === lastDate;
  const [, near] = /^(\d{1,2})W$/.exec(text) ?? [];
  if (near === undefined) {
    const dates = numbers(text, 1, 31);
    return dates && (({ date }) => dates(date));
  }
  const wanted = Number(near);
  if (wanted < 1 || wanted > 31) return undefined;
  return (day) => {
    const target = Math.min(wanted, day.lastDate);
    const weekday = ((day.weekday - 1 + target - day.date + 70) % 7) + 1;
    if (weekday === 7) return day.date === (target === 1 ? 3 : target - 1);
    if (weekday === 1) return day.date === (target === day.lastDate ? target - 2 : target + 1);
    return day.date === target;
  };
}

/** Days of a week: numbers or names, `6L` for the last Friday, `3#2` for the second Tuesday. */
function onWeekday(text: string): Field<Day> | undefined {
  const [, last] = /^(\w+)L$/i.exec(text) ?? [];
  if (last !== undefined || text === 'L') {
    const days = numbers(last ?? '7', 1, 7, weekdays);
    return days && ((day) => days(day.weekday) && (last === undefined || day.date > day.lastDate - 7));
  }
  const [, name = '', nth] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  const days = numbers(nth === undefined ? text : name, 1, 7, weekdays);
  return (
    days && ((day) => days(day.weekday) && (nth === undefined || Math.ceil(day.date / 7) === Number(nth)))
  );
}

function dayOf(at: number): Day {
  const moment = new Date(at);
  const [year, month] = [moment.getUTCFullYear(), moment.getUTCMonth()];
  return {
    year,
    month: month + 1,
    date: moment.getUTCDate(),
    weekday: moment.getUTCDay() + 1,
    lastDate: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
  };
}

import { describe, expect, it } from '@jest/globals';
import {
  afterStarting,
  afterTelling,
  afterTurn,
  turnNow,
  type Verdict,
} from '../../src/executions/after-turn.ts';
import type { Outcome, Schedule } from '../../src/executions/index.ts';
import { scheduleDueAt } from '../../src/executions/index.ts';
import { nightly } from '../contracts/schedule-store.ts';

const at = (text: string) => Date.parse(text);
const two = at('2026-01-06T02:00Z');
const minute = 60_000;
const day = 86_400_000;
const turn = (moment: number, attempt = 0) => ({ at: moment, notBefore: moment, attempt });
const utc = (more: Partial<Schedule> = {}) => nightly({ zone: 'UTC', next: turn(two), ...more });
const decided = (schedule: Schedule, verdict: Verdict, now: number) => {
  const due = turnNow(schedule, now);
  if (!due) throw new Error('nothing is due');
  return afterTurn(schedule, due, verdict, now);
};
const skipped: Outcome & { kind: 'skipped' } = { kind: 'skipped', at: two, executionArn: 'arn:before' };

describe('the turn of a schedule', () => {
  it('is waited for', () => {
    expect(turnNow(utc(), two - 1)).toBeUndefined();
  });

  it('fires at its time, and up to ninety seconds late', () => {
    expect(turnNow(utc(), two)).toEqual({ fires: two });
    expect(turnNow(utc(), two + 90_000)).toEqual({ fires: two });
  });

  it('was missed after that', () => {
    expect(turnNow(utc(), two + 90_001)).toEqual({ missed: { kind: 'missed', at: two, times: 1 } });
  });

  it('was missed as often as it came', () => {
    expect(turnNow(utc(), two + 3 * day + 5 * minute)).toEqual({
      missed: { kind: 'missed', at: two, times: 4 },
    });
  });

  it('fires the last of those missed where that one is still in time', () => {
    const often = utc({ cron: '* * * * *' });
    expect(turnNow(often, two + 10 * minute + 20_000)).toEqual({
      missed: { kind: 'missed', at: two, times: 10 },
      fires: two + 10 * minute,
    });
  });

  it('is counted to a hundred', () => {
    expect(turnNow(utc({ cron: '* * * * *' }), two + day)?.missed?.times).toBeLessThanOrEqual(100);
  });

  it('that was looked at in time and in vain is no missed one', () => {
    const tried = utc({ next: { at: two, notBefore: two + 5 * minute, attempt: 3 } });
    expect(turnNow(tried, two + 5 * minute)).toEqual({ fires: two });
  });
});

describe('the record', () => {
  it('after a turn that fires: to be started now, and the next turn waits', () => {
    const next = decided(utc(), { kind: 'start' }, two + 500);
    expect(next).toMatchObject({ starting: { at: two, notBefore: two + 500 }, next: turn(two + day) });
    expect(scheduleDueAt(next)).toBe(two + 500);
    expect(next.telling).toBeUndefined();
  });

  it('once it was started: with the execution, and nothing to be told', () => {
    const starting = decided(utc(), { kind: 'start' }, two);
    const done = afterStarting(starting, { kind: 'started', at: two, executionArn: 'arn:e' }, two + 900);
    expect(done).toMatchObject({ last: { kind: 'started' }, lastStart: { at: two, executionArn: 'arn:e' } });
    expect(done).not.toHaveProperty('starting');
    expect(done).not.toHaveProperty('telling');
    expect(scheduleDueAt(done)).toBe(two + day);
  });

  it('after a turn that could not be judged: the same turn, later', () => {
    const next = decided(utc(), { kind: 'unknown', until: two + 10_000 }, two);
    expect(next.next).toEqual({ at: two, notBefore: two + 10_000, attempt: 1 });
  });

  it('after missed turns: the next one, and what is to be told', () => {
    const now = two + 2 * day + 5 * minute;
    const due = turnNow(utc(), now);
    const next = afterTurn(utc(), due ?? {}, undefined, now);
    expect(next.next).toEqual(turn(two + 3 * day));
    expect(next.telling).toEqual({
      outcomes: [{ kind: 'missed', at: two, times: 3 }],
      notBefore: now,
      attempt: 0,
    });
  });

  it('tells of what was skipped, and of the same again only a day later', () => {
    const often = utc({ cron: '* * * * *' });
    const first = decided(often, skipped, two);
    expect(first.telling?.outcomes).toEqual([skipped]);
    const told = afterTelling(first, skipped);
    expect(told).not.toHaveProperty('telling');
    const again = { ...skipped, at: two + minute };
    const second = decided(told, again, two + minute);
    expect(second.last).toEqual(again);
    expect(second).not.toHaveProperty('telling');
    const tomorrow = { ...skipped, at: two + day };
    const third = decided({ ...second, next: turn(two + day) }, tomorrow, two + day);
    expect(third.telling?.outcomes).toEqual([tomorrow]);
  });

  it('keeps what is still to be told when something was told', () => {
    const missed: Outcome = { kind: 'missed', at: two - day, times: 1 };
    const both = utc({ telling: { outcomes: [missed, skipped], notBefore: two, attempt: 2 } });
    expect(afterTelling(both, missed).telling).toEqual({ outcomes: [skipped], notBefore: two, attempt: 0 });
  });
});

describe('what is due first', () => {
  it('is what was decided, also where the next turn has come meanwhile', () => {
    const starting = { at: two, notBefore: two + 5 * minute, attempt: 4 };
    expect(scheduleDueAt(utc({ starting, next: turn(two + minute) }))).toBe(two + 5 * minute);
  });

  it('is nothing for one that is paused and has nothing to tell', () => {
    const { next, ...paused } = utc();
    expect(next).toBeDefined();
    expect(scheduleDueAt(paused)).toBeUndefined();
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseSchedule } from '../../../../src/sandbox/aws/eventbridge/schedule.ts';
import { account, queueArn, region, startMessaging, type Messaging } from '../messaging.ts';

/** The next times after a moment. */
function next(expression: string, after: string, count = 1): readonly string[] {
  const schedule = parseSchedule(expression);
  const times: string[] = [];
  let at = Date.parse(after);
  while (times.length < count) {
    const found = schedule?.(at);
    if (found === undefined) break;
    times.push(new Date(found).toISOString().slice(0, 16));
    at = found;
  }
  return times;
}

describe('schedule expressions', () => {
  // 2030-01-01 is a Tuesday.
  it.each([
    ['rate(1 minute)', ['2030-01-01T00:01', '2030-01-01T00:02']],
    ['rate(2 hours)', ['2030-01-01T02:00']],
    ['rate(7 days)', ['2030-01-08T00:00']],
    ['cron(0 12 * * ? *)', ['2030-01-01T12:00', '2030-01-02T12:00']],
    [
      'cron(0/20 8-9 ? * MON-FRI *)',
      ['2030-01-01T08:00', '2030-01-01T08:20', '2030-01-01T08:40', '2030-01-01T09:00'],
    ],
    ['cron(15 10 ? * 6L 2031)', ['2031-01-31T10:15', '2031-02-28T10:15']],
    ['cron(0 0 L * ? *)', ['2030-01-31T00:00', '2030-02-28T00:00']],
    ['cron(0 0 ? * L *)', ['2030-01-05T00:00', '2030-01-12T00:00']],
    ['cron(0 0 ? * TUE#2 *)', ['2030-01-08T00:00', '2030-02-12T00:00']],
    ['cron(0 0 1W 6 ? 2030)', ['2030-06-03T00:00']],
    ['cron(0 0 15W 6,9 ? 2030)', ['2030-06-14T00:00', '2030-09-16T00:00']],
    ['cron(0 0 31W 3 ? 2030)', ['2030-03-29T00:00']],
    ['cron(0 0 29 2 ? *)', ['2032-02-29T00:00']],
    ['cron(*/30 0 1 jan ? *)', ['2030-01-01T00:30', '2031-01-01T00:00']],
  ])('%s', (expression, times) => {
    expect(next(expression, '2030-01-01T00:00:00Z', times.length)).toEqual(times);
  });

  it('end with their year', () => {
    expect(next('cron(0 0 1 1 ? 2029)', '2030-01-01T00:00:00Z')).toEqual([]);
  });

  it.each([
    'rate(5)',
    'rate(1 minutes)',
    'rate(2 minute)',
    'rate(0 minutes)',
    'rate(5 weeks)',
    'cron(0 12 * * *)',
    'cron(0 12 * * * *)',
    'cron(0 12 ? * ? *)',
    'cron(60 12 * * ? *)',
    'cron(0 24 * * ? *)',
    'cron(0 0 32 * ? *)',
    'cron(0 0 32W * ? *)',
    'cron(0 0 ? * 8 *)',
    'cron(5-1 0 * * ? *)',
    'cron(1/0 0 * * ? *)',
    'cron(1-2-3 0 * * ? *)',
    'at(2030-01-01T00:00:00)',
    '',
  ])('refuse %s', (expression) => {
    expect(parseSchedule(expression)).toBeUndefined();
  });
});

describe('scheduled rules', () => {
  let world: Messaging;
  beforeEach(async () => {
    world = await startMessaging();
    await world.events.putRule({ Name: 'tick', ScheduleExpression: 'rate(5 minutes)' });
    await world.events.putTargets({ Rule: 'tick', Targets: [{ Id: 't', Arn: queueArn('q') }] });
  });
  afterEach(() => world.stop());
  const minutes = (count: number) => world.clock.advance(count * 60_000);

  it('fire by the clock, to their own targets', async () => {
    await minutes(4);
    expect(world.bodies('q')).toHaveLength(0);
    await minutes(12);
    expect(world.bodies('q')).toHaveLength(3);
    expect(JSON.parse(world.bodies('q')[0] ?? '')).toMatchObject({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      time: '2030-01-01T00:05:00Z',
      region,
      account,
      resources: [`arn:aws:events:${region}:${account}:rule/tick`],
      detail: {},
    });
  });

  it('rest while they are disabled, and once they are deleted', async () => {
    await world.events.disableRule({ Name: 'tick' });
    await minutes(60);
    expect(world.bodies('q')).toHaveLength(0);
    await world.events.enableRule({ Name: 'tick' });
    await minutes(5);
    expect(world.bodies('q')).toHaveLength(1);
    await world.events.removeTargets({ Rule: 'tick', Ids: ['t'] });
    await world.events.deleteRule({ Name: 'tick' });
    await world.events.putRule({ Name: 'other', ScheduleExpression: 'rate(1 day)' });
    await minutes(60);
    expect(world.bodies('q')).toHaveLength(1);
  });

  it('take a new schedule in place of the old', async () => {
    await world.events.putRule({ Name: 'tick', ScheduleExpression: 'rate(1 hour)' });
    await minutes(60);
    expect(world.bodies('q')).toHaveLength(1);
  });

  it('are forgotten on reset', async () => {
    world.eventBridge.reset();
    await minutes(60);
    expect(world.made).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { account, queueArn, refusal, region, startMessaging, type Messaging } from '../messaging.ts';

let world: Messaging;
beforeEach(async () => {
  world = await startMessaging();
});
afterEach(() => world.stop());

const EventPattern = '{"source":["shop"]}';

describe('event buses', () => {
  it('have a default from the start, which cannot be deleted', async () => {
    const { EventBuses } = await world.events.listEventBuses({});
    expect(EventBuses?.map(({ Name }) => Name)).toEqual(['default']);
    expect((await world.events.describeEventBus({})).Arn).toBe(
      `arn:aws:events:${region}:${account}:event-bus/default`,
    );
    expect(await refusal(world.events.deleteEventBus({ Name: 'default' }))).toEqual({
      name: 'ValidationException',
      message: 'Cannot delete event bus default.',
    });
  });

  it('are created once, listed, described and deleted', async () => {
    const { EventBusArn } = await world.events.createEventBus({ Name: 'orders', Description: 'of the shop' });
    expect(EventBusArn).toBe(`arn:aws:events:${region}:${account}:event-bus/orders`);
    expect(await refusal(world.events.createEventBus({ Name: 'orders' }))).toEqual({
      name: 'ResourceAlreadyExistsException',
      message: 'Event bus orders already exists.',
    });
    const found = await world.events.describeEventBus({ Name: 'orders' });
    expect(found).toMatchObject({ Name: 'orders', Description: 'of the shop' });
    expect(found.CreationTime?.toISOString()).toBe('2030-01-01T00:00:00.250Z');
    expect((await world.events.listEventBuses({ NamePrefix: 'ord' })).EventBuses).toHaveLength(1);
    await world.events.putRule({ Name: 'r', EventBusName: 'orders', EventPattern });
    expect((await refusal(world.events.deleteEventBus({ Name: 'orders' }))).name).toBe('ValidationException');
    await world.events.deleteRule({ Name: 'r', EventBusName: 'orders' });
    await world.events.deleteEventBus({ Name: 'orders' });
    expect(await refusal(world.events.describeEventBus({ Name: 'orders' }))).toEqual({
      name: 'ResourceNotFoundException',
      message: 'Event bus orders does not exist.',
    });
  });

  it('refuse names that the model does not allow', async () => {
    expect((await refusal(world.events.createEventBus({ Name: 'a b' }))).message).toContain(
      "Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern",
    );
    expect((await refusal(world.events.createEventBus({ Name: 'a/b' }))).name).toBe('ValidationException');
  });

  it('keep permissions as statements of a policy', async () => {
    await world.events.putPermission({
      StatementId: 'one',
      Action: 'events:PutEvents',
      Principal: '111111111111',
    });
    await world.events.putPermission({ StatementId: 'one', Action: 'events:PutEvents', Principal: '*' });
    const policy = (await world.events.describeEventBus({})).Policy ?? '';
    expect(JSON.parse(policy)).toMatchObject({
      Statement: [{ Sid: 'one', Effect: 'Allow', Principal: '*' }],
    });
    expect(await refusal(world.events.removePermission({ StatementId: 'two' }))).toEqual({
      name: 'ResourceNotFoundException',
      message: 'Statement with the provided id does not exist.',
    });
    await world.events.removePermission({ StatementId: 'one' });
    expect((await world.events.describeEventBus({})).Policy).toBeUndefined();
    await world.events.putPermission({ Policy: policy });
    await world.events.removePermission({ RemoveAllPermissions: true });
    expect((await world.events.describeEventBus({})).Policy).toBeUndefined();
    expect((await refusal(world.events.putPermission({ Policy: 'x' }))).name).toBe('ValidationException');
  });
});

describe('rules', () => {
  it('are put, described, listed and deleted', async () => {
    const { RuleArn } = await world.events.putRule({ Name: 'all', EventPattern, Description: 'all of it' });
    expect(RuleArn).toBe(`arn:aws:events:${region}:${account}:rule/all`);
    expect(await world.events.describeRule({ Name: 'all' })).toMatchObject({
      Arn: RuleArn,
      EventPattern,
      State: 'ENABLED',
      Description: 'all of it',
      EventBusName: 'default',
      CreatedBy: account,
    });
    await world.events.putRule({ Name: 'other', ScheduleExpression: 'rate(5 minutes)', State: 'DISABLED' });
    const { Rules } = await world.events.listRules({});
    expect(Rules?.map(({ Name, State }) => [Name, State])).toEqual([
      ['all', 'ENABLED'],
      ['other', 'DISABLED'],
    ]);
    await world.events.deleteRule({ Name: 'all' });
    await world.events.deleteRule({ Name: 'all' });
    expect(await refusal(world.events.describeRule({ Name: 'all' }))).toEqual({
      name: 'ResourceNotFoundException',
      message: 'Rule all does not exist on EventBus default.',
    });
  });

  it('on a bus of their own carry its name in the ARN', async () => {
    await world.events.createEventBus({ Name: 'orders' });
    const { RuleArn } = await world.events.putRule({ Name: 'r', EventBusName: 'orders', EventPattern });
    expect(RuleArn).toBe(`arn:aws:events:${region}:${account}:rule/orders/r`);
    const arn = `arn:aws:events:${region}:${account}:event-bus/orders`;
    expect((await world.events.describeRule({ Name: 'r', EventBusName: arn })).EventBusName).toBe('orders');
    expect(
      (await refusal(world.events.putRule({ Name: 'r', EventBusName: 'gone', EventPattern }))).message,
    ).toBe('Event bus gone does not exist.');
  });

  it('come in pages', async () => {
    for (const name of ['p-1', 'p-2', 'p-3', 'q']) await world.events.putRule({ Name: name, EventPattern });
    const first = await world.events.listRules({ NamePrefix: 'p-', Limit: 2 });
    expect(first.Rules?.map(({ Name }) => Name)).toEqual(['p-1', 'p-2']);
    const second = await world.events.listRules({ NamePrefix: 'p-', Limit: 2, NextToken: first.NextToken });
    expect(second.Rules?.map(({ Name }) => Name)).toEqual(['p-3']);
    expect(second.NextToken).toBeUndefined();
    expect((await refusal(world.events.listRules({ Limit: 101 }))).name).toBe('ValidationException');
  });

  it('are enabled and disabled', async () => {
    await world.events.putRule({ Name: 'r', EventPattern });
    await world.events.disableRule({ Name: 'r' });
    expect((await world.events.describeRule({ Name: 'r' })).State).toBe('DISABLED');
    await world.events.enableRule({ Name: 'r' });
    expect((await world.events.describeRule({ Name: 'r' })).State).toBe('ENABLED');
    expect((await refusal(world.events.enableRule({ Name: 'gone' }))).name).toBe('ResourceNotFoundException');
  });

  it('keep targets and tags when they are put again', async () => {
    const Tags = [{ Key: 'team', Value: 'a' }];
    const { RuleArn } = await world.events.putRule({ Name: 'r', EventPattern, Tags });
    await world.events.putTargets({ Rule: 'r', Targets: [{ Id: 't', Arn: queueArn('q') }] });
    await world.events.putRule({
      Name: 'r',
      EventPattern: '{"source":["other"]}',
      Tags: [{ Key: 'x', Value: 'y' }],
    });
    expect((await world.events.listTargetsByRule({ Rule: 'r' })).Targets).toHaveLength(1);
    expect((await world.events.listTagsForResource({ ResourceARN: RuleArn })).Tags).toEqual(Tags);
    expect(await refusal(world.events.deleteRule({ Name: 'r' }))).toEqual({
      name: 'ValidationException',
      message: "Rule can't be deleted since it has targets.",
    });
  });

  it('refuse what they cannot be', async () => {
    const put = (params: object) => refusal(world.events.putRule({ Name: 'r', ...params }));
    expect(await put({})).toEqual({
      name: 'ValidationException',
      message: 'Parameter(s) EventPattern or ScheduleExpression must be specified.',
    });
    expect(await put({ EventPattern: '{"source":"shop"}' })).toEqual({
      name: 'InvalidEventPatternException',
      message: 'Event pattern is not valid. Reason: "source" must be an object or an array',
    });
    expect((await put({ EventPattern: 'x' })).name).toBe('InvalidEventPatternException');
    expect((await put({ ScheduleExpression: 'rate(1 minutes)' })).message).toBe(
      'Parameter ScheduleExpression is not valid.',
    );
    expect((await put({ EventPattern, State: 'ON' })).message).toContain("Value 'ON' at 'state'");
    expect((await put({ Name: 'a b', EventPattern })).message).toContain("Value 'a b' at 'name'");
    expect((await put({ EventPattern: `{"a":["${'x'.repeat(4_100)}"]}` })).message).toContain(
      "at 'eventPattern'",
    );
    await world.events.createEventBus({ Name: 'orders' });
    expect((await put({ EventBusName: 'orders', ScheduleExpression: 'rate(1 day)' })).message).toBe(
      'ScheduleExpression is supported only on the default event bus.',
    );
  });

  it('are told apart by Region', async () => {
    await world.events.putRule({ Name: 'r', EventPattern });
    const elsewhere = { accessKeyId: 'x', region: 'eu-west-1', service: 'events', account, arn: 'x' };
    expect(await world.colleagues.call('events', 'ListRules', {}, elsewhere)).toEqual({ Rules: [] });
  });
});

describe('tags', () => {
  it('are kept for rules and buses', async () => {
    const { EventBusArn = '' } = await world.events.createEventBus({
      Name: 'orders',
      Tags: [{ Key: 'a', Value: '1' }],
    });
    await world.events.tagResource({ ResourceARN: EventBusArn, Tags: [{ Key: 'b', Value: '2' }] });
    await world.events.untagResource({ ResourceARN: EventBusArn, TagKeys: ['a'] });
    expect((await world.events.listTagsForResource({ ResourceARN: EventBusArn })).Tags).toEqual([
      { Key: 'b', Value: '2' },
    ]);
    const gone = `arn:aws:events:${region}:${account}:rule/orders/gone`;
    expect((await refusal(world.events.listTagsForResource({ ResourceARN: gone }))).message).toBe(
      'Rule gone does not exist on EventBus orders.',
    );
  });
});

describe('what is out of scope', () => {
  it('answers as an unknown operation', async () => {
    expect((await refusal(world.events.listArchives({}))).name).toBe('UnknownOperationException');
  });
});

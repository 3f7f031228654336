import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { account, queueArn, refusal, region, startMessaging, type Messaging } from '../messaging.ts';

let world: Messaging;
beforeEach(async () => {
  world = await startMessaging();
  await world.events.putRule({ Name: 'r', EventPattern: '{"account":[{"prefix":""}]}' });
  await world.events.putTargets({ Rule: 'r', Targets: [{ Id: 't', Arn: queueArn('q') }] });
});
afterEach(() => world.stop());

const entry = (more: Partial<PutEventsRequestEntry> = {}): PutEventsRequestEntry => ({
  Source: 'shop',
  DetailType: 'Sold',
  Detail: '{"n":1}',
  ...more,
});
const put = (...Entries: PutEventsRequestEntry[]) => world.events.putEvents({ Entries });

describe('putting events', () => {
  it('gives the target the envelope', async () => {
    const { Entries, FailedEntryCount } = await put(entry({ Resources: ['arn:x'] }));
    await world.settled();
    expect(FailedEntryCount).toBe(0);
    expect(JSON.parse(world.bodies('q')[0] ?? '')).toEqual({
      version: '0',
      id: Entries?.[0]?.EventId,
      'detail-type': 'Sold',
      source: 'shop',
      account,
      time: '2030-01-01T00:00:00Z',
      region,
      resources: ['arn:x'],
      detail: { n: 1 },
    });
  });

  it('takes the time that the entry names', async () => {
    await put(entry({ Time: new Date('2020-02-03T04:05:06.789Z') }));
    await world.settled();
    expect(world.bodies('q')[0]).toContain('"time":"2020-02-03T04:05:06Z"');
  });

  it('fails entries one by one', async () => {
    const answer = await put(
      entry({ Source: undefined }),
      entry({ DetailType: '' }),
      entry({ Detail: undefined }),
      entry({ Source: 'aws.states' }),
      entry({ Detail: '{"n":' }),
      entry({ Detail: '[1]' }),
      entry(),
    );
    expect(answer.FailedEntryCount).toBe(6);
    const needed = (name: string) =>
      `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
    expect(answer.Entries?.map(({ ErrorCode, ErrorMessage }) => [ErrorCode, ErrorMessage])).toEqual([
      ['InvalidArgument', needed('Source')],
      ['InvalidArgument', needed('DetailType')],
      ['InvalidArgument', needed('Detail')],
      ['NotAuthorizedForSourceException', 'Not authorized for the source.'],
      ['MalformedDetail', 'Detail is malformed.'],
      ['MalformedDetail', 'Detail is malformed.'],
      [undefined, undefined],
    ]);
    await world.settled();
    expect(world.bodies('q')).toHaveLength(1);
  });

  it('takes ten entries and 256 KiB, and no more', async () => {
    await put(...Array.from({ length: 10 }, () => entry()));
    const eleven = await refusal(put(...Array.from({ length: 11 }, () => entry())));
    expect(eleven.message).toContain('Member must have length less than or equal to 10');
    expect((await refusal(put())).message).toContain('Member must have length greater than or equal to 1');
    const detail = (bytes: number) => entry({ Detail: `{"t":"${'x'.repeat(bytes - 8 - 8)}"}` });
    await put(detail(262_144));
    expect(await refusal(put(detail(262_145)))).toEqual({
      name: 'ValidationException',
      message: 'Total size of the entries in the request is over the limit.',
    });
  });

  it('accepts and loses what is for a bus that is not there', async () => {
    const answer = await put(entry({ EventBusName: 'gone' }));
    expect(answer.FailedEntryCount).toBe(0);
    expect(answer.Entries?.[0]?.EventId).toBeDefined();
    await world.settled();
    expect(world.made).toEqual([]);
  });

  it('reaches every rule that fits, on its bus alone, unless it is disabled', async () => {
    await world.events.createEventBus({ Name: 'orders' });
    for (const [Name, source] of [
      ['fits', 'shop'],
      ['differs', 'bank'],
      ['disabled', 'shop'],
    ] as const) {
      await world.events.putRule({
        Name,
        EventBusName: 'orders',
        EventPattern: JSON.stringify({ source: [source] }),
      });
      await world.events.putTargets({
        Rule: Name,
        EventBusName: 'orders',
        Targets: [{ Id: 't', Arn: queueArn(Name) }],
      });
    }
    await world.events.disableRule({ Name: 'disabled', EventBusName: 'orders' });
    await put(entry({ EventBusName: 'orders' }));
    await world.settled();
    expect(['fits', 'differs', 'disabled', 'q'].map((queue) => world.bodies(queue).length)).toEqual([
      1, 0, 0, 0,
    ]);
  });

  it('lets the services of the account use sources of AWS', async () => {
    world.eventBridge.publish({
      source: 'aws.states',
      detailType: 'Step Functions Execution Status Change',
      detail: { status: 'RUNNING' },
      resources: ['arn:aws:states:::execution:m:1'],
      region,
      account,
    });
    await world.settled();
    expect(JSON.parse(world.bodies('q')[0] ?? '')).toMatchObject({
      source: 'aws.states',
      detail: { status: 'RUNNING' },
    });
  });
});

describe('testing a pattern', () => {
  const event = { id: '1', account, source: 'shop', time: 'x', region, 'detail-type': 'Sold', resources: [] };
  const test = (EventPattern: string, Event = JSON.stringify(event)) =>
    world.events.testEventPattern({ EventPattern, Event });

  it('says whether an event fits', async () => {
    expect((await test('{"source":["shop"]}')).Result).toBe(true);
    expect((await test('{"source":["bank"]}')).Result).toBe(false);
  });

  it('refuses what is not a pattern, or not an event', async () => {
    expect((await refusal(test('{"source":[]}'))).name).toBe('InvalidEventPatternException');
    expect((await refusal(test('{"source":["shop"]}', '{"source":"shop"}'))).message).toBe(
      'Parameter Event is not valid.',
    );
  });
});

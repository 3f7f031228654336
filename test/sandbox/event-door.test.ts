import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { sharedSlack, type Fields } from './slack/local-slack.ts';

const slack = await sharedSlack();
const sqs = new SQSClient({
  endpoint: slack.sandbox.awsOrigin,
  region: 'us-east-1',
  credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
});
afterAll(() => {
  sqs.destroy();
});
const alarm = {
  source: 'aws.cloudwatch',
  detail_type: 'CloudWatch Alarm State Change',
  detail: { alarmName: 'orders-late', state: { value: 'ALARM' } },
};
const received = async () => {
  const QueueUrl = slack.sandbox.env['SIGNALBOX_QUEUE_URL'] ?? '';
  const { Messages: messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  return messages.map(({ Body: body = '' }) => JSON.parse(body) as Fields);
};

describe('POST /sandbox/event', () => {
  it("puts an event of one of AWS's services on the bus, and a rule brings it to the bot's queue", async () => {
    expect(await slack.post('event', { ...alarm, resources: ['arn:1'] })).toMatchObject({ ok: true });
    expect(await received()).toEqual([
      expect.objectContaining({
        ...{ source: 'aws.cloudwatch', 'detail-type': alarm.detail_type, detail: alarm.detail },
        ...{ account: '000000000000', region: 'us-east-1', resources: ['arn:1'] },
      }),
    ]);
  });

  it('puts it on the bus of the Region that it names', async () => {
    await slack.post('event', { ...alarm, region: 'eu-west-1' });
    expect(await received()).toEqual([]);
  });

  it.each([[{}], [{ ...alarm, detail: 'text' }], [{ ...alarm, account: '1' }], [{ ...alarm, other: 1 }]])(
    'takes no %j',
    async (body) => {
      expect(await slack.post('event', body)).toMatchObject({ ok: false, error: 'invalid_body' });
    },
  );
});

describe('the ready events', () => {
  interface Ready {
    readonly name: string;
    readonly title: string;
    readonly shows: string;
  }

  it('reach the bot’s queue, everything in them filled in, and say what they show', async () => {
    const ready = await slack.get<readonly Ready[]>('events');
    expect(ready.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['alarm', 'alarm-ok', 'exposed-key', 'guardduty-finding', 'custom']),
    );
    for (const { name, title, shows } of ready) {
      expect(title.length).toBeGreaterThan(3);
      expect(shows).toMatch(/\.$/);
      expect(await slack.post('event', { name })).toEqual({ ok: true });
      const events = await received();
      expect(events).toHaveLength(1);
      expect(JSON.stringify(events)).not.toContain('{{');
    }
  });

  it('are another event each time', async () => {
    const told = async () => {
      await slack.post('event', { name: 'exposed-key' });
      const [event] = await received();
      return (event?.['detail'] as Fields)['eventArn'];
    };
    expect(await told()).not.toBe(await told());
  });

  it.each(['nothing', '../workspace', ''])('are those of the folder and no other: %j', async (name) => {
    expect(await slack.post('event', { name })).toMatchObject({ ok: false });
  });
});

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

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { built, openStage, shared, until, words, type Shown } from './stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-incidents-'));
const sample = fileURLToPath(new URL('../../src/sandbox/seeds/signalbox.yaml', import.meta.url));
const policyFile = join(folder, 'signalbox.yaml');
/** The sample policy, with alarms as incidents. */
const written = readFileSync(sample, 'utf8')
  .replace(/^access:$/m, `access:\n  - { allow: [respond], who: ['@release-managers'], on: [alarms] }`)
  .replace(
    /^routes:$/m,
    `routes:
  - match: { source: [aws.cloudwatch] }
    do: incident
    name: alarms
    channel: incidents
    escalate: [{ after: 5m, to: '@platform-leads' }]`,
  );
writeFileSync(policyFile, written);
const stage = shared(await openStage({ botProgram: built, policyFile }));
const env = await stage.get<Record<string, string>>('env');
const QueueUrl = env['SIGNALBOX_QUEUE_URL'] ?? '';
const sqs = new SQSClient({
  endpoint: stage.sandbox.awsOrigin,
  region: 'us-east-1',
  credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
});
afterAll(() => {
  sqs.destroy();
  rmSync(folder, { recursive: true });
});

let events = 0;

/** An alarm that changes its state, as CloudWatch tells of it. */
function alarm(alarmName: string, value: 'ALARM' | 'OK' = 'ALARM'): string {
  const timestamp = new Date(Date.UTC(2026, 0, 1) + (events += 1) * 1_000).toISOString();
  return JSON.stringify({
    ...{ version: '0', id: `event-${String(events)}`, source: 'aws.cloudwatch' },
    'detail-type': 'CloudWatch Alarm State Change',
    ...{ account: '000000000000', region: 'us-east-1', time: timestamp },
    resources: [`arn:aws:cloudwatch:us-east-1:000000000000:alarm:${alarmName}`],
    detail: {
      alarmName,
      state: { value, reason: 'Threshold crossed', timestamp },
      previousState: { value: value === 'OK' ? 'ALARM' : 'OK' },
      configuration: {},
    },
  });
}

async function send(...bodies: readonly string[]): Promise<void> {
  for (let from = 0; from < bodies.length; from += 10) {
    const Entries = bodies.slice(from, from + 10).map((MessageBody, n) => ({ Id: String(n), MessageBody }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}

async function left(): Promise<number> {
  const { Attributes: known = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return (
    Number(known['ApproximateNumberOfMessages']) + Number(known['ApproximateNumberOfMessagesNotVisible'])
  );
}

const cards = async (type = 'signalbox_incident') =>
  (await stage.messages('incidents')).filter((message) => message.metadata?.event_type === type);
const card = (fits: (card: Shown) => boolean) => until(async () => (await cards()).find(fits));
const press = (user: string, { ts }: Shown, action_id: string) =>
  stage.post('click', { user, channel: 'C0INCIDENTS', ts, action_id });

/** What the bot's records say. */
function recorded() {
  const file = join(env['SIGNALBOX_DATA'] ?? '', 'signalbox.db');
  const database = new Libsql(file, { readonly: true });
  const row = database
    .prepare(`SELECT count(*) AS incidents, sum(json_extract(record, '$.count')) AS counted FROM incident`)
    .get() as { incidents: number; counted: number };
  database.close();
  return { incidents: row.incidents, events: row.counted };
}

describe('an alarm', () => {
  it('is one card, which people acknowledge, and is over when the alarm is OK again', async () => {
    await send(alarm('checkout-5xx'), alarm('checkout-5xx'), alarm('checkout-5xx'));
    const posted = await card((one) => words(one).includes('checkout-5xx'));
    await press('U0REQUESTER', posted, 'incident.acknowledge');
    expect(await stage.toldTo('U0REQUESTER', 'incidents')).toContain('Nothing was changed');
    await press('U0APPROVER', posted, 'incident.acknowledge');
    await card((one) => /acknowledged/i.test(words(one)));
    await send(alarm('checkout-5xx', 'OK'));
    await card((one) => /resolved|over/i.test(words(one)));
    expect(await cards()).toHaveLength(1);
    expect(recorded()).toEqual({ incidents: 1, events: 3 });
  });

  it('that nobody acknowledges calls who the route names, in its thread', async () => {
    await send(alarm('checkout-5xx'));
    const { ts } = await card((one) => words(one).includes('checkout-5xx'));
    await stage.post('clock', { advance_seconds: 301 });
    const called = await until(async () =>
      (
        await stage.get<{ messages: readonly Shown[] }>(`messages?channel=incidents&thread_ts=${ts}`)
      ).messages.find(({ text }) => text.includes('Nobody acknowledged it')),
    );
    expect(called.text).toMatch(/<!subteam\^\w+/);
  });
});

describe('a flood of events', () => {
  it('loses none and counts none twice when the bot is killed in its midst, and is one card beside a few', async () => {
    await stage.post('bot', { do: 'stop' });
    const bodies = Array.from({ length: 600 }, (_, n) => alarm(`alarm-${String(n % 200)}`));
    await send(...bodies);
    await stage.post('bot', { do: 'start' });
    await until(async () => (await left()) < 500);
    await stage.post('bot', { do: 'kill' });
    await stage.post('bot', { do: 'start' });
    // What the killed bot had in hand is hidden until its minute is over.
    await stage.post('clock', { advance_seconds: 61 });
    await until(async () => (await left()) === 0);
    expect(recorded()).toEqual({ incidents: 200, events: 600 });
    await until(async () => (await cards('signalbox_surge')).length > 0);
    expect((await cards()).length).toBeLessThan(20);
  });
});

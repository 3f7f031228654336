// A flood: so many events in a minute through the queue, each of an alarm of its own. SIGNALBOX_BENCH_FLOOD says how many.
import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { fileURLToPath } from 'node:url';
import { openSandbox, pause, round, until } from './bench-sandbox.mjs';

const events = Number(process.env.SIGNALBOX_BENCH_FLOOD ?? 10_000);
const inMs = 60_000;
const sample = fileURLToPath(new URL('../../src/sandbox/seeds/signalbox.yaml', import.meta.url));

export async function benchFlood() {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-flood-'));
  const policyFile = join(folder, 'signalbox.yaml');
  const route = '  - { match: { source: [aws.cloudwatch] }, do: incident, name: flood, channel: incidents }';
  writeFileSync(policyFile, readFileSync(sample, 'utf8').replace(/^routes:$/m, `routes:\n${route}`));
  const sandbox = await openSandbox('--config', policyFile);
  const { look } = sandbox;
  const { SIGNALBOX_QUEUE_URL: QueueUrl } = await look('env');
  const client = new SQSClient({
    endpoint: sandbox.aws,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const idleMb = await sandbox.residentMb();
  const callsBefore = (await look('calls?of=slack')).length;
  const startedAt = performance.now();
  let mostMb = idleMb;
  for (let from = 0; from < events; from += 10) {
    await send(client, QueueUrl, from);
    const behind = startedAt + (from / events) * inMs - performance.now();
    if (behind > 0) await pause(behind);
    if (from % 500 === 0) mostMb = Math.max(mostMb, await sandbox.residentMb());
  }
  const sentMs = performance.now() - startedAt;
  await until(async () => {
    mostMb = Math.max(mostMb, await sandbox.residentMb());
    return (await left(client, QueueUrl)) === 0;
  }, 200);
  const recordedMs = performance.now() - startedAt;
  const file = join(sandbox.folder, 'store', 'signalbox.db');
  await until(() => isCalm(file), 1_000);
  const calmMs = performance.now() - startedAt;
  const calls = (await look('calls?of=slack'))
    .slice(callsBefore)
    .filter(({ method }) => /^chat\./.test(method));
  const posted = (await look('messages?channel=incidents')).messages.map(
    ({ metadata }) => metadata?.event_type,
  );
  const recorded = count(file);
  client.destroy();
  await sandbox.stop();
  rmSync(folder, { recursive: true });
  return {
    events,
    sent_in_s: round(sentMs / 1000),
    recorded_after_s: round(recordedMs / 1000),
    calm_after_s: round(calmMs / 1000),
    incidents_recorded: recorded,
    lost: events - recorded,
    cards_of_incidents: posted.filter((type) => type === 'signalbox_incident').length,
    cards_of_floods: posted.filter((type) => type === 'signalbox_surge').length,
    slack_writes: calls.length,
    slack_writes_turned_away: calls.filter(({ ok }) => !ok).length,
    memory_mb: { idle: Math.round(idleMb), most: Math.round(mostMb) },
  };
}

async function send(client, QueueUrl, from) {
  const Entries = Array.from({ length: Math.min(10, events - from) }, (_, n) => {
    const name = `alarm-${String(from + n)}`;
    const time = new Date().toISOString();
    const detail = {
      alarmName: name,
      state: { value: 'ALARM', reason: 'Threshold crossed', timestamp: time },
      previousState: { value: 'OK' },
      configuration: {},
    };
    const MessageBody = JSON.stringify({
      ...{ version: '0', id: `flood-${String(from + n)}`, source: 'aws.cloudwatch' },
      'detail-type': 'CloudWatch Alarm State Change',
      ...{ account: '000000000000', region: 'us-east-1', time, resources: [], detail },
    });
    return { Id: String(n), MessageBody };
  });
  await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
}

async function left(client, QueueUrl) {
  const { Attributes: known } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return Number(known.ApproximateNumberOfMessages) + Number(known.ApproximateNumberOfMessagesNotVisible);
}

function asked(file, sql) {
  const database = new Libsql(file, { readonly: true });
  const row = database.prepare(sql).get();
  database.close();
  return Number(row.found);
}

const count = (file) => asked(file, 'SELECT count(*) AS found FROM incident');
/** No flood goes on, and nothing is to be shown. */
const isCalm = (file) =>
  asked(
    file,
    `SELECT (SELECT count(*) FROM surge WHERE next_due_at IS NOT NULL)
          + (SELECT count(*) FROM incident WHERE next_due_at IS NOT NULL) AS found`,
  ) === 0;

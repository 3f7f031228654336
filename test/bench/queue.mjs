// The queue: from a message to a durable record, against a bare receive-delete loop on the same kind of queue.
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { at, openSandbox, round, until } from './bench-sandbox.mjs';

const events = 5_000;
const killed = 10_000;
const asks = 20;
const pollers = 2;

export async function benchQueue() {
  const sandbox = await openSandbox();
  const { door, look } = sandbox;
  const env = await look('env');
  const client = new SQSClient({
    endpoint: sandbox.aws,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const queueUrl = env.SIGNALBOX_QUEUE_URL;

  const askToCard = await askDelays(sandbox);

  const { QueueUrl: bareUrl } = await client.send(new CreateQueueCommand({ QueueName: 'bare' }));
  await fill(client, bareUrl, events, 'bare');
  const bareSeconds = await bareLoop(client, bareUrl);

  await door('bot', { do: 'stop' });
  await fill(client, queueUrl, events, 'rate');
  const before = (await look('calls?of=aws')).length;
  const startedAt = performance.now();
  await door('bot', { do: 'start' });
  const idleMb = await sandbox.residentMb();
  let mostMb = idleMb;
  await until(async () => {
    mostMb = Math.max(mostMb, await sandbox.residentMb());
    return drained(client, queueUrl);
  }, 50);
  const botSeconds = (performance.now() - startedAt) / 1000;
  const calls = (await look('calls?of=aws')).slice(before).filter(({ service }) => service === 'sqs');
  // The bench's own looks at the queue are no requests of the bot.
  const own = calls.filter(({ operation }) => operation !== 'GetQueueAttributes');

  await door('bot', { do: 'stop' });
  await fill(client, queueUrl, killed, 'kill');
  await door('bot', { do: 'start' });
  await until(async () => (await left(client, queueUrl)) < killed * 0.6, 10);
  await door('bot', { do: 'kill' });
  const leftAtKill = await left(client, queueUrl);
  // What the killed bot had in hand is hidden until its minute is over.
  await door('bot', { do: 'start' });
  await door('clock', { advance_seconds: 61 });
  await until(() => drained(client, queueUrl), 50);
  const recorded = countRecords(join(sandbox.folder, 'store', 'signalbox.db'), 'kill');
  const shown = (await look('messages?channel=workflows')).messages
    .map(({ metadata }) => metadata?.event_payload?.execution_arn)
    .filter((arn) => arn !== undefined);
  client.destroy();
  await sandbox.stop();
  return {
    ask_to_card_ms: askToCard,
    message_to_record: {
      messages: events,
      bare_loop_per_s: Math.round(events / bareSeconds),
      bot_per_s: Math.round(events / botSeconds),
      share_of_bare_loop: round(bareSeconds / botSeconds, 2),
      start_of_the_bot_included: true,
    },
    sqs_requests_per_event: round(own.length / events, 3),
    memory_mb: { idle: Math.round(idleMb), most_while_draining: Math.round(mostMb) },
    kill_9: {
      messages: killed,
      left_in_the_queue_at_the_kill: leftAtKill,
      recorded_afterwards: recorded,
      lost: killed - recorded,
      shown_twice: shown.length - new Set(shown).size,
    },
  };
}

async function askDelays({ states, look }) {
  const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:deploy-demo';
  const delays = [];
  for (let n = 0; n < asks; n += 1) {
    const version = `1.0.${String(n)}`;
    const input = JSON.stringify({ service: 'bench', version, requestedBy: 'requester@example.com' });
    const { executionArn } = await states('StartExecution', { stateMachineArn, input });
    const card = await until(async () =>
      (await look('messages?channel=releases')).messages.find(({ blocks }) =>
        JSON.stringify(blocks).includes(`bench ${version} to prod`),
      ),
    );
    const { events: history } = await states('GetExecutionHistory', { executionArn });
    const scheduled = history.find(({ type }) => type === 'TaskScheduled').timestamp;
    delays.push((Number(card.ts) - scheduled) * 1000);
  }
  return { asks, p50: round(at(delays, 0.5)), p99: round(at(delays, 0.99)) };
}

/** Messages as the rule for status changes brings them, each of an execution of its own. */
async function fill(client, QueueUrl, howMany, name) {
  for (let from = 0; from < howMany; from += 10) {
    const Entries = Array.from({ length: 10 }, (_, n) => {
      const executionArn = `arn:aws:states:us-east-1:000000000000:execution:bench:${name}-${String(from + n)}`;
      return {
        Id: String(n),
        MessageBody: JSON.stringify({
          version: '0',
          id: `${name}-${String(from + n)}`,
          'detail-type': 'Step Functions Execution Status Change',
          source: 'aws.states',
          account: '000000000000',
          time: '2026-01-01T00:00:00Z',
          region: 'us-east-1',
          resources: [executionArn],
          detail: {
            executionArn,
            stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:bench',
            name: `${name}-${String(from + n)}`,
            status: 'SUCCEEDED',
            startDate: 1767225600000,
            stopDate: 1767225601000,
            input: '{}',
            output: '{}',
          },
        }),
      };
    });
    await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}

/** As many pollers as the bot has, which do nothing but receive and delete. Gives the seconds. */
async function bareLoop(client, QueueUrl) {
  const startedAt = performance.now();
  const poll = async () => {
    for (;;) {
      const { Messages: messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      if (messages.length === 0) return;
      const Entries = messages.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle }));
      await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  };
  await Promise.all(Array.from({ length: pollers }, poll));
  return (performance.now() - startedAt) / 1000;
}

async function left(client, QueueUrl) {
  const { Attributes: attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return (
    Number(attributes.ApproximateNumberOfMessages) + Number(attributes.ApproximateNumberOfMessagesNotVisible)
  );
}

const drained = async (client, queueUrl) => (await left(client, queueUrl)) === 0;

function countRecords(file, name) {
  const database = new Libsql(file, { readonly: true });
  const row = database
    .prepare('SELECT count(*) AS found FROM follow WHERE execution_arn LIKE ?')
    .get(`%:bench:${name}-%`);
  database.close();
  return Number(row.found);
}

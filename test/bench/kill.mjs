// SIGKILL while people press, among ten thousand approvals that wait: what is lost, what is decided twice, and how soon
// the bot serves again.
import {
  DeleteMessageBatchCommand,
  CreateQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createLedger } from '../../dist/approvals/index.js';
import { createSealer, systemClock } from '../../dist/platform/index.js';
import { judge } from '../chaos/verdict.mjs';
import { pause, until } from './bench-sandbox.mjs';
import { ofEachStore, openBench } from './bot.mjs';

const waiting = Number(process.env.SIGNALBOX_BENCH_KILLED ?? 10_000);
/** As many cards as Slack's limit lets through at once. */
const pressed = 40;
const together = 16;
/** After the first press, ms: some decisions are recorded by then, some tokens are back. */
const killAfterMs = 120;
const prefix = 'arn:aws:states:us-east-1:000000000000:stateMachine:';
const roleArn = 'arn:aws:iam::000000000000:role/bench';

export const benchKill = () => ofEachStore(ofStore);

async function ofStore(kind) {
  const bench = await openBench(kind);
  const { sandbox, stores } = bench;
  const { states, door, look } = sandbox;
  const client = new SQSClient({
    endpoint: sandbox.aws,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  try {
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'bench-asks' }));
    await machine(states, 'bench-waiting', QueueUrl);
    await machine(states, 'bench-pressed', bench.queueUrl);
    await seed(bench, client, QueueUrl);
    const first = await bench.start();
    const live = [];
    for (let n = 0; n < pressed; n += 1) live.push(await started(states, 'bench-pressed', n));
    const openCards = async () =>
      (await look('messages?channel=releases')).messages.filter(({ blocks }) =>
        JSON.stringify(blocks).includes('approval.approve'),
      );
    const cards = await until(async () => {
      const open = await openCards();
      return open.length >= pressed && open;
    }, 100);
    const press = (which) =>
      which.flatMap(({ ts }) => [
        door('click', { user: 'U0APPROVER', channel: 'releases', ts, action_id: 'approval.approve' }),
        door('click', { user: 'U0SECOND', channel: 'releases', ts, action_id: 'approval.reject' }),
      ]);
    const presses = press(cards);
    await pause(killAfterMs);
    await first.end('SIGKILL');
    const second = await bench.start();
    const answers = await Promise.all(presses);
    const histories = await until(async () => {
      const found = await Promise.all(live.map((executionArn) => history(states, executionArn)));
      if (found.every(({ events }) => /^Execution(Succeeded|Failed)$/.test(events.at(-1).type))) return found;
      // Whoever still sees buttons presses again.
      await Promise.all(press(await openCards()));
      return undefined;
    }, 3_000);
    await pause(1_500);
    const approvals = (await Promise.all(live.map((arn) => stores.approvals.ofExecution(arn)))).flat();
    const audit = [];
    for (const { id } of approvals) for await (const line of stores.approvals.audit(id)) audit.push(line);
    const verdict = judge({ executions: histories, approvals, audit, cards: [] });
    const stillWaiting = (await stores.approvals.pending(waiting * 2)).length;
    await second.end('SIGTERM');
    return {
      pending: waiting,
      still_pending: stillWaiting,
      pressed_at_the_kill: pressed,
      acknowledged_before_it: answers.filter(({ ok }) => ok).length,
      decided: verdict.decided,
      lost: verdict.lost.length + waiting - stillWaiting,
      decided_twice: verdict.double.length,
      serving_again_ms: Math.round(second.readyMs),
    };
  } finally {
    client.destroy();
    await bench.stop();
  }
}

async function machine(states, name, QueueUrl) {
  const MessageBody = {
    schema: 'signalbox/ask/1',
    gate: 'bench',
    'token.$': '$$.Task.Token',
    'execution.$': '$$.Execution.Id',
    'state.$': '$$.State.Name',
    'input.$': '$',
  };
  const Ask = {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Parameters: { QueueUrl, MessageBody },
    End: true,
  };
  await states('CreateStateMachine', {
    name,
    roleArn,
    definition: JSON.stringify({ StartAt: 'Ask', States: { Ask } }),
  });
}

async function started(states, name, number) {
  const input = JSON.stringify({ number });
  return (await states('StartExecution', { stateMachineArn: `${prefix}${name}`, input })).executionArn;
}

async function history(states, executionArn) {
  const { events } = await states('GetExecutionHistory', { executionArn, maxResults: 1_000 });
  const flat = events.map((event) => {
    const details = Object.entries(event).find(([name]) => name.endsWith('EventDetails'))?.[1] ?? {};
    return { ...details, type: event.type };
  });
  return { executionArn, events: flat };
}

/** Real executions that wait with real tokens, recorded as the bot would have: asked, proven, shown. */
async function seed({ sandbox, stores, gate, tokenKeys }, client, QueueUrl) {
  const ledger = createLedger({
    store: stores.approvals,
    sealer: createSealer(tokenKeys),
    clock: systemClock(),
  });
  let asked = 0;
  const asking = async () => {
    while (asked < waiting) await started(sandbox.states, 'bench-waiting', asked++);
  };
  await Promise.all(Array.from({ length: together }, asking));
  let recorded = 0;
  const recording = async () => {
    while (recorded < waiting) {
      const receive = new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 600,
      });
      const { Messages: messages = [] } = await client.send(receive);
      if (messages.length === 0) return;
      await Promise.all(messages.map(({ Body }) => record(ledger, gate, JSON.parse(Body))));
      recorded += messages.length;
      const Entries = messages.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle }));
      await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  };
  await Promise.all(Array.from({ length: together }, recording));
}

async function record(ledger, gate, { token, execution: executionArn, state: stateName, input }) {
  const now = Date.now();
  const claimed = { executionArn, stateName };
  const { id } = await ledger.open(gate, { form: 'queue', input, askedAt: now, claimed }, token);
  const provenance = {
    kind: 'verified',
    executionArn,
    stateMachineArn: `${prefix}bench-waiting`,
    machine: 'bench-waiting',
    stateName,
    scheduledEventId: 3,
    scheduledAt: now,
  };
  await ledger.record(id, { kind: 'verified', provenance, expiresAt: null });
  const { revision } = await ledger.get(id);
  const ref = { channel: 'C0RELEASES', ts: `${id}.0` };
  await ledger.record(id, { kind: 'card-shown', revision, ref, digest: 'shown', adopted: false });
}

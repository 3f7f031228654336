// What a followed execution costs in Slack, and what a very long one costs the bot.
import { openSandbox, pause, round, until } from './bench-sandbox.mjs';

const changes = 20;
/** Seconds between two changes: the card of a run that is over at once costs one call. */
const secondsEach = 2;
const iterations = 6_240;
const looks = 3;
const role = 'arn:aws:iam::000000000000:role/bench';
const arnOf = (name) => `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;
const fails = { Type: 'Fail', Error: 'Enough', Cause: 'the bench is over' };

/** Twenty states one after the other. */
const slow = (end) => ({
  StartAt: 's0',
  States: {
    ...Object.fromEntries(
      Array.from({ length: changes }, (_, at) => [
        `s${String(at)}`,
        { Type: 'Wait', Seconds: secondsEach, Next: at === changes - 1 ? 'End' : `s${String(at + 1)}` },
      ]),
    ),
    End: end,
  },
});

/** Four events a round, close to the 25,000 that AWS keeps. */
const long = {
  StartAt: 'Init',
  States: {
    Init: { Type: 'Pass', Result: { n: 0 }, Next: 'Count' },
    Count: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)' }, Next: 'Enough' },
    Enough: {
      Type: 'Choice',
      Choices: [{ Variable: '$.n', NumericLessThan: iterations, Next: 'Count' }],
      Default: 'Over',
    },
    Over: fails,
  },
};

export async function benchExecutions() {
  const sandbox = await openSandbox();
  const { door, look, states } = sandbox;
  const create = (name, definition) =>
    states('CreateStateMachine', { name, definition: JSON.stringify(definition), roleArn: role });
  const statusOf = async (executionArn) => (await states('DescribeExecution', { executionArn })).status;
  const cards = async () =>
    (await look('messages?channel=workflows')).messages.filter(
      (message) => message.metadata?.event_type === 'signalbox_execution',
    );
  const says = (card, ...words) => words.every((word) => JSON.stringify(card.blocks).includes(word));

  const callsOf = async (name, end, word) => {
    await create(name, slow(end));
    const before = (await look('calls?of=slack')).length;
    const { executionArn } = await states('StartExecution', { stateMachineArn: arnOf(name), input: '{}' });
    await until(async () => (await cards()).find((card) => says(card, name, word)), 200);
    await pause(2_000);
    // What is looked up once for all, and connections, are not of this execution.
    const calls = (await look('calls?of=slack')).slice(before).filter(({ method }) => /^chat\./.test(method));
    const reads = (await look('calls?of=aws')).filter(({ operation }) => operation === 'GetExecutionHistory');
    return { executionArn, calls: calls.length, history_reads: reads.length };
  };
  const succeeded = await callsOf('deploy-slow', { Type: 'Succeed' }, 'succeeded');
  const failed = await callsOf('deploy-slow-fails', fails, 'failed');

  await create('deploy-long', long);
  const residentBefore = await sandbox.residentMb();
  const { executionArn } = await states('StartExecution', {
    stateMachineArn: arnOf('deploy-long'),
    input: '{}',
  });
  await until(async () => (await statusOf(executionArn)) !== 'RUNNING', 200);
  const [last] = (await states('GetExecutionHistory', { executionArn, reverseOrder: true, maxResults: 1 }))
    .events;
  await until(async () => (await cards()).find((card) => says(card, 'deploy-long', 'Enough')), 200);
  /** From the command to its answer. */
  const asked = async (text) => {
    const times = [];
    for (let n = 0; n < looks; n += 1) {
      const told = async () =>
        (await look('messages?channel=workflows&viewer=U0REQUESTER')).messages
          .filter((message) => message.ephemeral === 'U0REQUESTER')
          .at(-1)?.ts;
      const before = await told();
      const startedAt = performance.now();
      await door('command', { user: 'U0REQUESTER', channel: 'C0WORKFLOWS', command: '/workflow', text });
      await until(async () => (await told()) !== before, 10);
      times.push(performance.now() - startedAt);
    }
    return Math.round(Math.max(...times));
  };
  const figures = {
    slack_calls_per_execution: {
      state_changes: changes,
      seconds: changes * secondsEach,
      succeeded: succeeded.calls,
      failed_with_a_reply: failed.calls,
      allowed: 4,
    },
    long_execution: {
      events: last.id,
      status_ms_worst: await asked(`status ${executionArn}`),
      history_newest_ms_worst: await asked(`history ${executionArn}`),
      history_oldest_ms_worst: await asked(`history ${executionArn} ${String(Math.floor(last.id / 20))}`),
      history_of_a_state_ms_worst: await asked(`history ${executionArn} Over`),
      allowed_ms: 3_000,
    },
  };
  const residentMb = await sandbox.residentMb();
  await sandbox.stop();
  return {
    ...figures,
    bot_resident_mb: Math.round(residentMb),
    bot_grew_mb: round(residentMb - residentBefore),
  };
}

// A Map of a thousand asks: one digest card, decided all at once.
import { openSandbox, round, until } from './bench-sandbox.mjs';

const asks = 1_000;
const roleArn = 'arn:aws:iam::000000000000:role/bench';

export async function benchDigest() {
  const sandbox = await openSandbox();
  const { door, look, states } = sandbox;
  const { SIGNALBOX_QUEUE_URL: QueueUrl } = await look('env');
  const definition = JSON.stringify(mapOfAsks(QueueUrl));
  const { stateMachineArn } = await states('CreateStateMachine', {
    name: 'deploy-many',
    roleArn,
    definition,
  });
  const services = Array.from({ length: asks }, (_, at) => ({ service: `service-${at}`, version: '1' }));
  const callsBefore = (await look('calls?of=slack')).length;
  const startedAt = performance.now();
  const input = JSON.stringify({ services });
  const { executionArn } = await states('StartExecution', { stateMachineArn, input });

  const cards = async () => (await look('messages?channel=releases')).messages;
  const digests = async () =>
    (await cards()).filter(({ metadata }) => metadata?.event_type === 'signalbox_batch');
  const saying = (what) =>
    until(async () => (await digests()).find(({ blocks }) => JSON.stringify(blocks).includes(what)), 100);
  const own = async () =>
    (await cards()).filter(({ metadata }) => metadata?.event_type === 'signalbox_approval');
  const card = await until(async () => {
    const waiting = `Waiting *${(asks - (await own()).length).toLocaleString('en')}*`;
    return (await digests()).find(({ blocks }) => JSON.stringify(blocks).includes(waiting));
  }, 200);
  const alone = await own();
  const allWaitingSeconds = (performance.now() - startedAt) / 1000;

  const place = { user: 'U0APPROVER', channel: 'releases' };
  for (const { ts } of alone) await door('click', { ...place, ts, action_id: 'approval.approve' });
  const pressedAt = performance.now();
  await door('click', { ...place, ts: card.ts, action_id: 'batch.approve' });
  const { modal } = await until(async () => {
    const views = await look('views?user=U0APPROVER');
    return views.modal && views;
  });
  await door('submit', { user: 'U0APPROVER', view_id: modal.id, values: {} });
  await until(async () => (await states('DescribeExecution', { executionArn })).status === 'SUCCEEDED', 100);
  const decidedSeconds = (performance.now() - pressedAt) / 1000;
  await saying('all closed');
  const { output } = await states('DescribeExecution', { executionArn });
  const calls = (await look('calls?of=slack')).slice(callsBefore);
  const figures = {
    asks,
    approved: JSON.parse(output).filter(({ decision }) => decision === 'approved').length,
    digest_cards: (await digests()).length,
    own_cards: alone.length,
    slack_calls: { all: calls.length, ...counted(calls.map(({ method }) => method)) },
    all_waiting_after_s: round(allWaitingSeconds),
    decided_and_told_after_s: round(decidedSeconds),
    bot_resident_mb: Math.round(await sandbox.residentMb()),
  };
  await sandbox.stop();
  return figures;
}

function counted(names) {
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function mapOfAsks(QueueUrl) {
  const Ask = {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Parameters: {
      QueueUrl,
      MessageBody: {
        schema: 'signalbox/ask/1',
        gate: 'promote-to-prod',
        'token.$': '$$.Task.Token',
        'execution.$': '$$.Execution.Id',
        'state.$': '$$.State.Name',
        'input.$': '$',
      },
    },
    TimeoutSeconds: 3600,
    End: true,
  };
  const Each = {
    Type: 'Map',
    ItemsPath: '$.services',
    // An inline Map runs 40 items at a time.
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'Ask',
      States: { Ask },
    },
    End: true,
  };
  return { StartAt: 'Each', States: { Each } };
}

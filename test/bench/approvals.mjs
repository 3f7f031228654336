// One approval after another, then a storm of clicks.
import { at, openSandbox, pause, round, until } from './bench-sandbox.mjs';

const clicksPerSecond = 100;
const clickSeconds = 60;
const approvals = 10;
const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:PromotionApproval';
const input = '{"managerEmailAddress":"approver@example.com","employeeName":"Jane Doe"}';

export async function benchApprovals() {
  const sandbox = await openSandbox();
  const { door, look, states } = sandbox;
  const cards = async () =>
    (await look('messages?channel=releases')).messages.filter(
      (message) => message.metadata?.event_type === 'signalbox_approval',
    );
  const has = (card, words) => JSON.stringify(card.blocks).includes(words);
  const approve = (ts) =>
    door('click', { user: 'U0APPROVER', channel: 'releases', ts, action_id: 'approval.approve' });

  const delays = [];
  const callsBefore = (await look('calls?of=slack')).length;
  for (let n = 0; n < approvals; n += 1) {
    const known = new Set((await cards()).map(({ ts }) => ts));
    const { executionArn } = await states('StartExecution', { stateMachineArn, input });
    const card = await until(async () =>
      (await cards()).find(({ ts, blocks }) => !known.has(ts) && has({ blocks }, 'approval.approve')),
    );
    const { events } = await states('GetExecutionHistory', { executionArn });
    const scheduled = events.find(({ type }) => type === 'ActivityScheduled').timestamp;
    delays.push(Number(card.ts) * 1000 - scheduled * 1000);
    await approve(card.ts);
    await until(async () =>
      (await cards()).find(({ ts, blocks }) => ts === card.ts && has({ blocks }, 'goes on')),
    );
  }
  const calls = (await look('calls?of=slack')).slice(callsBefore);

  const [card] = await cards();
  const acks = [];
  let unanswered = 0;
  const clicks = [];
  const stormAt = performance.now();
  for (let n = 0; n < clicksPerSecond * clickSeconds; n += 1) {
    clicks.push(
      approve(card.ts).then((answer) => {
        if (answer.ok) acks.push(answer.acked_ms);
        else unanswered += 1;
      }),
    );
    // By the clock: a timer that is late must not make the storm weaker.
    const behind = performance.now() - stormAt - (n * 1_000) / clicksPerSecond;
    if (behind < 0) await pause(-behind);
  }
  await Promise.all(clicks);
  const residentMb = await sandbox.residentMb();
  await sandbox.stop();
  const ofCards = calls.filter(({ method }) => /^chat\.(postMessage|update)$/.test(method));
  return {
    sandbox_ready_ms: Math.round(sandbox.readyMs),
    ack_ms: {
      clicks_per_second: clicksPerSecond,
      clicks: acks.length,
      unanswered,
      p50: at(acks, 0.5),
      p99: at(acks, 0.99),
      allowed: 3000,
      share_of_allowed_p99: round(at(acks, 0.99) / 3000, 4),
    },
    card_posted_after_task_scheduled_ms: {
      approvals,
      p50: round(at(delays, 0.5)),
      worst: round(Math.max(...delays)),
    },
    bot_resident_mb: Math.round(residentMb),
    slack_calls_per_approval: {
      all: round(calls.length / approvals),
      cards: round(ofCards.length / approvals),
    },
  };
}

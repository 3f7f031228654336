// `npm run bench`: figures of one run on this machine, as JSON. What limits each stands beside it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const clicksPerSecond = 50;
const clickSeconds = 10;
const approvals = 10;

const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
const startedAt = performance.now();
const sandbox = spawn(
  process.execPath,
  [
    fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url)),
    'sandbox',
    '--port',
    '0',
    '--aws-port',
    '0',
    '--data',
    folder,
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const [slack, aws] = await new Promise((resolve, reject) => {
  let text = '';
  sandbox.stdout.on('data', (data) => {
    text += data;
    const found = /Sandbox ready.*?(http:\S+?),.*?(http:\S+)/.exec(text);
    if (found) resolve([found[1], found[2]]);
  });
  sandbox.once('exit', () => reject(new Error(`the sandbox did not start: ${text}`)));
});
const sandboxReadyMs = performance.now() - startedAt;

const door = async (name, body) =>
  (await fetch(`${slack}/sandbox/${name}`, { method: 'POST', body: JSON.stringify(body) })).json();
const look = async (name) => (await fetch(`${slack}/sandbox/${name}`)).json();
const states = async (operation, params) =>
  (
    await fetch(aws, {
      method: 'POST',
      headers: {
        'x-amz-target': `AWSStepFunctions.${operation}`,
        authorization:
          'AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify(params),
    })
  ).json();
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (what) => {
  for (;;) {
    const found = await what();
    if (found) return found;
    await pause(20);
  }
};
const cards = async () =>
  (await look('messages?channel=releases')).messages.filter(
    (message) => message.metadata?.event_type === 'signalbox_approval',
  );
const has = (card, words) => JSON.stringify(card.blocks).includes(words);

const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:PromotionApproval';
const input = '{"managerEmailAddress":"approver@example.com","employeeName":"Jane Doe"}';
const delays = [];
const callsBefore = (await look('calls?of=slack')).length;
for (let n = 0; n < approvals; n += 1) {
  const known = new Set((await cards()).map(({ ts }) => ts));
  const { executionArn } = await states('StartExecution', { stateMachineArn, input });
  const card = await until(async () =>
    (await cards()).find(({ ts, blocks }) => !known.has(ts) && has({ blocks }, 'approval.approve')),
  );
  const { events } = await states('GetExecutionHistory', { executionArn });
  delays.push(
    Number(card.ts) * 1000 - events.find(({ type }) => type === 'ActivityScheduled').timestamp * 1000,
  );
  await door('click', {
    user: 'U0APPROVER',
    channel: 'releases',
    ts: card.ts,
    action_id: 'approval.approve',
  });
  await until(async () =>
    (await cards()).find(({ ts, blocks }) => ts === card.ts && has({ blocks }, 'goes on')),
  );
}
const calls = (await look('calls?of=slack')).slice(callsBefore);

const [card] = await cards();
const acks = [];
let unanswered = 0;
const clicks = [];
for (let n = 0; n < clicksPerSecond * clickSeconds; n += 1) {
  clicks.push(
    door('click', {
      user: 'U0APPROVER',
      channel: 'releases',
      ts: card.ts,
      action_id: 'approval.approve',
    }).then((answer) => {
      if (answer.ok) acks.push(answer.acked_ms);
      else unanswered += 1;
    }),
  );
  await pause(1000 / clicksPerSecond);
}
await Promise.all(clicks);
const { pid } = await look('bot');
const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];

sandbox.kill('SIGTERM');
await new Promise((resolve) => sandbox.once('exit', resolve));
rmSync(folder, { recursive: true, force: true });

const at = (list, share) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
const round = (value) => Math.round(value * 10) / 10;
console.log(
  JSON.stringify(
    {
      ack_ms: {
        clicks_per_second: clicksPerSecond,
        clicks: acks.length,
        unanswered,
        p50: at(acks, 0.5),
        p99: at(acks, 0.99),
        allowed: 3000,
        share_of_allowed_p99: round((at(acks, 0.99) / 3000) * 1e4) / 1e4,
      },
      card_posted_after_task_scheduled_ms: {
        approvals,
        p50: round(at(delays, 0.5)),
        worst: round(Math.max(...delays)),
      },
      sandbox_ready_ms: Math.round(sandboxReadyMs),
      bot_resident_mb: Math.round(Number(memory) / 1024),
      slack_calls_per_approval: {
        all: round(calls.length / approvals),
        cards: round(
          calls.filter(({ method }) => /^chat\.(postMessage|update)$/.test(method)).length / approvals,
        ),
      },
    },
    undefined,
    2,
  ),
);

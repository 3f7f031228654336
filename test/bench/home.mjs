// App Home while many approvals wait.
import { at, openSandbox, round, until } from './bench-sandbox.mjs';

const waiting = 500;
const opened = 20;
const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:deploy-demo';
const people = ['U0APPROVER', 'U0SECOND'];

export async function benchHome() {
  const sandbox = await openSandbox();
  const { door, look, states } = sandbox;
  const homeOf = async (user) => (await look(`views?user=${user}`)).home;
  const published = async () =>
    (await look('calls?of=slack')).filter(({ method }) => method === 'views.publish').length;
  for (let n = 0; n < waiting; n += 1) {
    const input = JSON.stringify({
      service: `service-${n}`,
      version: '1.0.0',
      requestedBy: 'requester@example.com',
    });
    await states('StartExecution', { stateMachineArn, input });
  }
  // All are recorded and proven; their cards come after, as Slack lets one a second into a channel.
  await until(async () => {
    await door('home', { user: people[0] });
    const words = JSON.stringify((await homeOf(people[0]))?.blocks ?? '');
    return words.includes(`*${waiting} waiting for you*`);
  }, 2_000);
  const delays = [];
  for (let n = 0; n < opened; n += 1) {
    const user = people[n % people.length];
    const before = await published();
    const startedAt = performance.now();
    await door('home', { user });
    await until(async () => (await published()) > before, 5);
    delays.push(performance.now() - startedAt);
  }
  const { blocks } = await homeOf(people[0]);
  await sandbox.stop();
  return {
    approvals_waiting: waiting,
    opened_ms: { times: opened, p50: round(at(delays, 0.5)), worst: round(Math.max(...delays)), reach: 1000 },
    blocks: { shown: blocks.length, allowed: 100 },
  };
}

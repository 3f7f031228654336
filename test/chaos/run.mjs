// `npm run chaos`: replicas of the unmodified bot over one store, killed at random while Slack, AWS and the store fail at
// random and two people press every card at once. What came of it is judged from outside. Exit code 1 where a decision
// was lost or doubled, or a card stayed open.
import { pause, round } from '../bench/bench-sandbox.mjs';
import { createDeadLetters } from './dead-letters.mjs';
import { createFaults } from './faults.mjs';
import { optionsOf, usage } from './options.mjs';
import { createPeople } from './people.mjs';
import { machineOf } from './policy.mjs';
import { createRandom } from './random.mjs';
import { createReplicas } from './replicas.mjs';
import { settled, everythingSeen } from './settled.mjs';
import { judge } from './verdict.mjs';
import { createCallCount, openWorld } from './world.mjs';

const faultEveryMs = 700;
const lookEveryMs = 2_000;
/** The sandbox's clock, and the bots' with it, is put forward so often, ms: each step far shorter than any lease. */
const hurryEveryMs = 3_000;
/** Whoever runs the bot hears of dead letters, and sends them to the queue again, ms. */
const replayEveryMs = 30_000;
const countEveryMs = 5_000;
const sayEveryMs = 15_000;

const options = optionsOf(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(`${options}\n${usage}`);
  process.exit(2);
}
process.exitCode = await chaos(options);

async function chaos({ approvals, replicas: howMany, rate, hurry, killEvery, seed, minutes, keep }) {
  console.error(`seed ${seed}: ${approvals} approvals, ${howMany} replicas`);
  const dice = createRandom(seed);
  const world = await openWorld();
  const { door, look, states } = world;
  const startedAt = performance.now();
  const replicas = createReplicas({ howMany, env: world.env, folder: world.folder, random: dice.fork() });
  const people = createPeople({ door, look, random: dice.fork() });
  const deadLetters = createDeadLetters(world);
  const slackCalls = createCallCount(look, 'slack');
  const awsCalls = createCallCount(look, 'aws');
  const faults = createFaults({
    door,
    dynamo: world.dynamo,
    random: dice.fork(),
    called: { slack: slackCalls, aws: awsCalls },
  });
  const loops = createLoops();
  let offsetMs = 0;
  loops.every(hurryEveryMs, async () => {
    const step = (hurry - 1) * hurryEveryMs;
    if (step === 0) return;
    await door('clock', { advance_seconds: step / 1_000 });
    replicas.tellClock((offsetMs += step));
  });
  loops.every(countEveryMs, async () => {
    await slackCalls.lookAgain();
    await awsCalls.lookAgain();
  });
  loops.every(lookEveryMs, () => people.lookAround());
  loops.every(replayEveryMs, () => deadLetters.replay());
  const trouble = createLoops();
  trouble.every(killEvery * 1_000, () => replicas.killOne());
  trouble.every(faultEveryMs, () => faults.addOne());

  const executions = [];
  const endings = new Map();
  const ask = async () => {
    for (let n = 0; n < approvals; n += 1) {
      const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${machineOf(n)}`;
      const input = JSON.stringify({ number: n });
      const { executionArn } = await states('StartExecution', { stateMachineArn, name: `chaos-${n}`, input });
      executions.push(executionArn);
      await pause(1_000 / rate);
    }
  };
  const asking = ask();
  const deadline = startedAt + minutes * 60_000;
  const isOver = () => performance.now() > deadline;
  const undecided = async () => {
    for (const executionArn of executions) {
      if (endings.has(executionArn)) continue;
      const { status } = await states('DescribeExecution', { executionArn });
      if (status !== 'RUNNING') endings.set(executionArn, performance.now());
    }
    return approvals - endings.size;
  };
  loops.every(sayEveryMs, () => {
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    console.error(
      `${seconds} s: asked ${executions.length}, decided ${endings.size}, ready ${replicas.ready()}`,
    );
  });
  while ((await undecided()) > 0 && !isOver()) await pause(lookEveryMs);
  const troubledSeconds = (performance.now() - startedAt) / 1_000;
  await asking;
  await trouble.stop();
  await deadLetters.replay();
  const quiet = await settled({ world });
  const seconds = (performance.now() - startedAt) / 1_000;
  await loops.stop();
  await replicas.stop();
  await slackCalls.lookAgain();
  await awsCalls.lookAgain();

  const seen = await everythingSeen({ world, executions });
  const verdict = judge(seen);
  const verified = await world.signalbox('audit', 'verify');
  const store = await world.storeCalls();
  const refusals = {};
  for (const { what, detail } of seen.audit)
    if (what === 'refused') refusals[detail.because] = (refusals[detail.because] ?? 0) + 1;
  const figures = {
    seed,
    approvals,
    replicas: howMany,
    decided: verdict.decided,
    lost: verdict.lost.length,
    double: verdict.double.length,
    cards_left_open: verdict.cards_left_open.length,
    cards_posted_twice: verdict.cards_twice.length,
    asks_again: seen.approvals.length - approvals,
    work_left: verdict.work_left.length,
    settled: quiet,
    dead_letters_replayed: deadLetters.replayed(),
    dead_letters_left: await deadLetters.left(),
    audit_verify: verified.stdout.trim() || verified.stderr.trim(),
    people: people.told(),
    refusals,
    kill_every_seconds: killEvery,
    ...replicas.told(),
    faults_injected: { ...faults.told(), met_by_dynamodb: store.met },
    seconds: round(seconds),
    seconds_of_trouble: round(troubledSeconds),
    calls: {
      slack: slackCalls.all(),
      aws: awsCalls.all(),
      dynamodb: Object.values(store.counts).reduce((sum, count) => sum + count, 0),
    },
    calls_by_name: { slack: slackCalls.counts(), aws: awsCalls.counts(), dynamodb: store.counts },
    limited_by: `Slack's chat.update, 50 a minute for the whole workspace; its minutes pass ${hurry} times as fast here, so ${50 * hurry} updates a minute. Then the CPU: ${howMany} replicas start anew all the time.`,
  };
  console.log(JSON.stringify(figures, undefined, 2));
  for (const what of ['lost', 'double', 'cards_left_open', 'cards_twice', 'work_left'])
    for (const one of verdict[what].slice(0, 10)) console.log(`${what}: ${JSON.stringify(one)}`);
  if (keep) console.log(`logs: ${world.folder}`);
  console.log(
    `decided ${verdict.decided} / lost ${verdict.lost.length} / double ${verdict.double.length} / cards left open ${verdict.cards_left_open.length} / posted twice ${verdict.cards_twice.length}`,
  );
  await world.stop(keep);
  const cardsRight = verdict.cards_left_open.length === 0 && verdict.cards_twice.length === 0;
  const clean = verdict.decided === approvals && cardsRight && verified.code === 0;
  return clean ? 0 : 1;
}

/** Works that come again and again, one at a time each; what fails once is tried at the next turn. */
function createLoops() {
  const running = [];
  let stopped = false;
  return {
    every(ms, work) {
      const loop = async () => {
        while (!stopped) {
          await pause(ms);
          if (!stopped) await Promise.resolve(work()).catch?.((error) => console.error(String(error)));
        }
      };
      running.push(loop());
    },
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}

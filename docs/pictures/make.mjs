// `npm run pictures`: draws the pictures of the shipped workflows, and of runs of one, again. The runs are those of the
// interpreter on a clock of this script's own, so that every call of it draws the same.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawPicture } from '../../dist/pictures/index.js';
import { createShiftableClock } from '../../dist/platform/index.js';
import { analyse, createExecution } from '../../dist/states-language/index.js';
import { shippedWorkflows } from '../../dist/workflows/index.js';

async function draw(name, request) {
  const { svg, png, alt } = await drawPicture({ ...request, format: 'png' });
  writeFileSync(fileURLToPath(new URL(`${name}.png`, import.meta.url)), png);
  console.log(`docs/pictures/${name}.png: ${alt}`);
  return createHash('sha256').update(svg).digest('hex');
}

/** A run of deploy-demo, brought to where `story` leaves it. */
async function deployRun(story) {
  const { machine: name, definition } = shippedWorkflows.find((workflow) => workflow.name === 'deploy-demo');
  const clock = createShiftableClock({ frozenAt: 0 });
  const events = [];
  const tasks = [];
  let status = 'RUNNING';
  const execution = createExecution({
    machine: analyse(definition).machine,
    identity: {
      executionArn: `arn:aws:states:us-east-1:000000000000:execution:${name}:api-2.14.0`,
      name: 'api-2.14.0',
      input: { service: 'api', version: '2.14.0' },
      roleArn: 'arn:aws:iam::000000000000:role/deploy',
      startedAt: 0,
      stateMachineArn: `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`,
      stateMachineName: name,
    },
    host: {
      clock,
      newToken: () => 'token',
      onEvent: ({ id, previousEventId, type, timestamp, details = {} }) =>
        events.push({ id, previousEventId, type, at: timestamp, details }),
      onEnd: (outcome) => (status = outcome.status),
      runTask: (task) => tasks.push(task),
      cancelTask: () => undefined,
      runChild: () => undefined,
      cancelChild: () => undefined,
    },
  });
  execution.start();
  const after = async (ms, answer) => {
    await clock.advance(ms);
    const { taskId } = tasks.at(-1);
    execution.taskStarted(taskId, {});
    answer(taskId);
    await execution.settled();
  };
  await story({
    succeedAfter: (ms, output) => after(ms, (taskId) => execution.taskSucceeded(taskId, output)),
    failAfter: (ms, error) => after(ms, (taskId) => execution.taskFailed(taskId, { error, cause: error })),
    pass: (ms) => clock.advance(ms),
  });
  const now = clock.now();
  return { definition, events, now, title: { machine: name, execution: 'api-2.14.0', status, durationMs: now } };
}

/** Of each picture the digest of what was drawn, before it became dots: a test draws it again and looks. */
const drawn = {};
for (const { name: folder, machine: main, machines } of shippedWorkflows) {
  for (const { name, definition } of new Map(machines.map((one) => [one.name, one])).values()) {
    const picture = name === main ? folder : `${folder}-${name}`;
    drawn[picture] = await draw(picture, { definition, title: { machine: name } });
  }
}
writeFileSync(
  fileURLToPath(new URL('drawn.json', import.meta.url)),
  `${JSON.stringify(drawn, undefined, 2)}\n`,
);
await draw(
  'run-waiting',
  await deployRun(async ({ failAfter, succeedAfter, pass }) => {
    await failAfter(4_200, 'States.TaskFailed');
    await pass(2_000);
    await succeedAfter(38_000, { image: 'api:2.14.0' });
    await pass(754_000);
  }),
);
await draw(
  'run-failed',
  await deployRun(async ({ succeedAfter, failAfter }) => {
    await succeedAfter(41_000, { image: 'api:2.14.0' });
    await failAfter(312_000, 'Rejected');
  }),
);

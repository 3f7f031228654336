import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { objectsIn } from './aws-calls.ts';
import { endedExecution } from './execution.ts';
import { quoted, type Stage, type Tour } from './stage.ts';

const machine = 'delivery-pipeline';
const region = 'us-east-1';
const bucket = 'delivery-pipeline-000000000000-us-east-1';
const service = 'delivery-pipeline-time-api';

/** One version goes all the way; flaky tests stop the next in beta; people stop the third before prod; the fourth is taken back there. */
export const deliveryPipeline: Tour = {
  about:
    'a version is tested twice and approved by two; a flaky test stops one, a rejection another; prod is set back',
  async play(stage) {
    stage.say(
      'Version 1.1.0 of the time API is built, tested in beta and gamma, and waits for two people.\n',
    );
    await start(stage, { version: '1.1.0', previous: '1.0.0' });
    const first = await card(stage, '1.1.0');
    stage.say(`A card appears in #releases:\n${quoted(first.words)}`);
    await approve(stage, 'approver', first.ts);
    const half = await stage.message('releases', (words) => words.includes('Agreed: @approver'));
    stage.say(`One is not enough:\n${quoted(half.words)}`);
    stage.expect('the execution', (await newest(stage))['status'], 'RUNNING');
    await approve(stage, 'second-approver', first.ts);
    const delivered = await endedExecution(stage, machine);
    stage.expect('the execution', delivered['status'], 'SUCCEEDED');
    for (const name of ['beta', 'gamma', 'prod']) stage.expect(name, await versionIn(stage, name), '1.1.0');
    stage.expect('what prod answers', await answerOf(stage, 'prod'), {
      zone: 'Europe/Madrid',
      version: '1.1.0',
    });

    stage.say('\nVersion 1.2.0 has integration tests that fail in beta.');
    await start(stage, { version: '1.2.0', previous: '1.1.0', flaky: { beta: 1 } });
    const stopped = await endedExecution(stage, machine, delivered);
    stage.expect('the execution', stopped['status'], 'FAILED');
    stage.expect('its error', stopped['error'], 'IntegrationTestsFailed');
    stage.expect('beta', await versionIn(stage, 'beta'), '1.2.0');
    stage.expect('gamma, which was not reached', await versionIn(stage, 'gamma'), '1.1.0');
    const failed = await stage.message(
      'workflows',
      (words) => words.startsWith(machine) && words.includes('IntegrationTestsFailed'),
    );
    stage.say(`Whoever follows the run sees in #workflows:\n${quoted(failed.words)}`);

    stage.say('\nVersion 1.3.0 passes its tests; the approver rejects it.');
    await start(stage, { version: '1.3.0', previous: '1.1.0' });
    const second = await card(stage, '1.3.0');
    await press(stage, 'U0APPROVER', second.ts, 'reject');
    const view_id = await stage.modal('U0APPROVER');
    const reason = 'Not on a Friday.';
    await stage.door('submit', { user: 'U0APPROVER', view_id, values: { reason: { reason } } });
    const refused = await endedExecution(stage, machine, stopped);
    stage.expect('the execution', refused['status'], 'FAILED');
    stage.expect('its error', refused['error'], 'Rejected');
    stage.expect('gamma', await versionIn(stage, 'gamma'), '1.3.0');
    stage.expect('prod keeps what it has', await versionIn(stage, 'prod'), '1.1.0');
    await takenBack(stage, refused);
  },
};

/** Two approved it, and then its tests fail in prod, where its callers already are. */
async function takenBack(stage: Stage, before: JsonObject): Promise<void> {
  stage.say('\nVersion 1.4.0 is approved by two; its tests fail in prod. The version before comes back.');
  await start(stage, { version: '1.4.0', previous: '1.1.0', flaky: { prod: 1 } });
  const { ts } = await card(stage, '1.4.0');
  for (const role of ['approver', 'second-approver'] as const) await approve(stage, role, ts);
  const failed = await endedExecution(stage, machine, before);
  stage.expect('the execution', failed['status'], 'FAILED');
  stage.expect('its error', failed['error'], 'IntegrationTestsFailed');
  stage.expect('its cause', failed['cause'], 'The tests of 1.4.0 failed in prod. Prod has 1.1.0 again.');
  stage.expect('gamma', await versionIn(stage, 'gamma'), '1.4.0');
  stage.expect('prod', await versionIn(stage, 'prod'), '1.1.0');
  stage.expect('what prod answers', (await answerOf(stage, 'prod'))['version'], '1.1.0');
  const incident = await stage.message('incidents', (words) => words.includes('Prod has 1.1.0 again'));
  stage.say(`\nIn #incidents:\n${quoted(incident.words)}`);
}

async function start(stage: Stage, run: JsonObject): Promise<void> {
  const input = { service: 'time-api', requestedBy: 'requester@example.com', ...run };
  await stage.command('requester', 'workflows', `start ${machine} ${JSON.stringify(input)}`);
}

function card(stage: Stage, version: string): Promise<{ ts: string; words: string }> {
  return stage.message(
    'releases',
    (words) => words.startsWith(`Deliver time-api ${version}`) && words.includes('Approve\nReject'),
  );
}

/** Somebody approves on the card, and answers its form. */
async function approve(stage: Stage, role: 'approver' | 'second-approver', ts: string): Promise<void> {
  const user = { approver: 'U0APPROVER', 'second-approver': 'U0SECOND' }[role];
  stage.say(`\n${role} presses Approve and says when: now.`);
  await press(stage, user, ts, 'approve');
  const view_id = await stage.modal(user);
  await stage.door('submit', { user, view_id, values: { 'form.window': { value: 'now' } } });
}

async function newest(stage: Stage): Promise<JsonObject> {
  const stateMachineArn = `arn:aws:states:${region}:000000000000:stateMachine:${machine}`;
  const { executions } = await stage.states('ListExecutions', { stateMachineArn, maxResults: 1 });
  return objectsIn(executions)[0] ?? {};
}

async function press(stage: Stage, user: string, ts: string, verdict: string): Promise<void> {
  await stage.door('click', { user, channel: 'releases', ts, action_id: `approval.${verdict}` });
}

/** What was deployed there, by the note in the stage's folder. */
async function versionIn(stage: Stage, name: string): Promise<JsonValue | undefined> {
  return (await stage.aws.object(region, bucket, `stages/${name}/time-api.json`))['version'];
}

/** Of the service itself, by the stage's alias. */
async function answerOf(stage: Stage, name: string): Promise<JsonObject> {
  const { body } = await stage.aws.invoke(region, service, name, { path: '/time/Europe/Madrid' });
  const answer = parseJson(typeof body === 'string' ? body : '');
  const { zone = null, version = null } = isJsonObject(answer) ? answer : {};
  return { zone, version };
}

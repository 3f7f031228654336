import { readFileSync } from 'node:fs';
import { isJsonObject, parseJson, type JsonObject } from '../../platform/index.ts';
import { objectsIn, textIn } from './aws-calls.ts';
import { quoted, type Stage, type Tour } from './stage.ts';

const region = 'us-east-1';
const topic = `arn:aws:sns:${region}:000000000000:exposed-key`;
const stateMachineArn = `arn:aws:states:${region}:000000000000:stateMachine:exposed-key`;

/** A leaked key: contained by the workflow, looked up on a card, deleted when two agree. */
export const exposedKey: Tour = {
  about: 'AWS finds a key in public: it is made inactive, its use is summed up, and two people delete it',
  async play(stage) {
    const queue = await inbox(stage);
    stage.say(
      'AWS Health finds an access key of deploy-bot in a public repository, and says so on the event bus.',
    );
    stage.expect('keys of deploy-bot', await keys(stage), ['Active']);
    await stage.door('event', healthEvent());
    const run = await stage.until('the end of the execution', async () => {
      const listed = await stage.states('ListExecutions', { stateMachineArn });
      const [newest] = objectsIn(listed['executions']);
      return newest && newest['status'] !== 'RUNNING' ? newest : undefined;
    });
    stage.say('\nA rule started the workflow exposed-key. It found the user, and made the key inactive.');
    stage.expect('the execution', run['status'], 'SUCCEEDED');
    stage.expect('keys of deploy-bot', await keys(stage), ['Inactive']);
    const told = await received(stage, queue, 'was made inactive');
    stage.expect('the summary names the key by its end alone', told.includes('AKIASANDBOX'), false);
    stage.say(`Whoever listens to the topic reads:\n${quoted(told)}`);
    await onTheCard(stage);
    stage.expect('keys of deploy-bot', await keys(stage), []);
  },
};

/** Signalbox has the same event: its card knows the key, and lets nobody delete it alone. */
async function onTheCard(stage: Stage): Promise<void> {
  const found = await stage.message('incidents', (words) =>
    words.includes('is a key of the user deploy-bot'),
  );
  stage.say(
    `\nSignalbox opened an incident. In its thread stands what it found out:\n${quoted(found.words)}`,
  );
  const card = await stage.message('incidents', (words) => words.includes('Ask: Delete the key'));
  stage.say(`\nThe card in #incidents:\n${quoted(card.words)}`);
  const press = (user: string) =>
    stage.door('click', { user, channel: 'incidents', ts: card.ts, action_id: 'incident.step.delete' });
  stage.say('\nSecurity asks to delete the key, and presses again: their own agreement does not count.');
  await press('U0SECURITY');
  await stage.message('incidents', (words) => words.includes('Agree: Delete the key'));
  await press('U0SECURITY');
  const refused = await stage.message(
    'incidents',
    (words) => words.includes('somebody else must agree'),
    'security',
  );
  stage.say(`Signalbox answers only them:\n${quoted(refused.words)}`);
  stage.expect('keys of deploy-bot', await keys(stage), ['Inactive']);
  stage.say('\nThe approver, who is of security too, agrees.');
  await press('U0APPROVER');
  const deleted = await stage.message('incidents', (words) => words.includes('of deploy-bot is deleted'));
  stage.say(`In the thread:\n${quoted(deleted.words)}`);
}

/** Who is told by the topic: here a queue. */
async function inbox(stage: Stage): Promise<string> {
  const { QueueUrl } = await stage.aws.json('sqs', region, 'CreateQueue', { QueueName: 'security' });
  await stage.aws.query('sns', region, 'Subscribe', {
    TopicArn: topic,
    Protocol: 'sqs',
    Endpoint: `arn:aws:sqs:${region}:000000000000:security`,
  });
  return typeof QueueUrl === 'string' ? QueueUrl : '';
}

async function received(stage: Stage, QueueUrl: string, words: string): Promise<string> {
  return stage.until('the message of the topic', async () => {
    const answer = await stage.aws.json('sqs', region, 'ReceiveMessage', { QueueUrl });
    const bodies = objectsIn(answer['Messages']).map((message) => parseJson(textIn(message, 'Body')));
    const texts = bodies.filter(isJsonObject).map((body) => textIn(body, 'Message'));
    return texts.find((text) => text.includes(words));
  });
}

async function keys(stage: Stage): Promise<readonly string[]> {
  const listed = await stage.aws.query('iam', region, 'ListAccessKeys', { UserName: 'deploy-bot' });
  return objectsIn(listed['AccessKeyMetadata'], 'member').map((key) => textIn(key, 'Status'));
}

/** As the workflow's sample event has it. */
function healthEvent(): JsonObject {
  const file = new URL('../../../src/workflows/exposed-key/sample-event.json', import.meta.url);
  const event = parseJson(readFileSync(file, 'utf8'));
  const { source = '', detail = {}, ...rest } = isJsonObject(event) ? event : {};
  return { source, detail, detail_type: rest['detail-type'] ?? '' };
}

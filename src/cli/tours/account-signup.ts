import { isJsonObject, parseJson, type JsonObject } from '../../platform/index.ts';
import { endedExecution, eventsOf } from './execution.ts';
import type { Stage, Tour } from './stage.ts';

const machine = 'account-signup';
const region = 'us-east-1';
const bucket = 'account-signup-000000000000-us-east-1';
const topic = 'arn:aws:sns:us-east-1:000000000000:account-signup-welcome';
const inbox = 'account-signup-inbox';

/** A new account, one whose name is taken, and one while the storage is busy. */
export const accountSignup: Tour = {
  about:
    'an account name is taken: the error is caught and another name suggested; a passing fault is retried',
  async play(stage) {
    const { QueueUrl = '' } = await stage.aws.json('sqs', region, 'CreateQueue', { QueueName: inbox });
    const Endpoint = `arn:aws:sqs:us-east-1:000000000000:${inbox}`;
    await stage.aws.query('sns', region, 'Subscribe', { TopicArn: topic, Protocol: 'sqs', Endpoint });
    stage.say('People sign up for accounts. Whoever sends the welcome mail listens to a topic.\n');

    const first = await signUp(stage, { name: 'ada', email: 'ada@example.com' });
    stage.expect('the account', first.account['name'], 'ada');

    stage.say('\nSomebody else wants the same name. CreateAccount throws AccountAlreadyExistsError.');
    const second = await signUp(stage, { name: 'ada', email: 'lovelace@example.com' }, first.execution);
    stage.expect('errors caught', await errorsOf(stage, second.execution), ['AccountAlreadyExistsError']);
    stage.expect('the account', second.account['name'], 'ada1');

    stage.say('\nS3 asks twice to slow down. The function calls that StorageBusyError, and a retrier waits.');
    await stage.door('faults', {
      aws: { service: 's3', operation: 'PutObject', error: 'SlowDown', status: 503, times: 2 },
    });
    const third = await signUp(stage, { name: 'grace', email: 'grace@example.com' }, second.execution);
    const busy = ['StorageBusyError', 'StorageBusyError'];
    stage.expect('errors retried', await errorsOf(stage, third.execution), busy);
    stage.expect('the account', third.account['name'], 'grace');

    stage.say('\nWhat is stored, and who was welcomed:');
    for (const [name, email] of [
      ['ada', 'ada@example.com'],
      ['ada1', 'lovelace@example.com'],
      ['grace', 'grace@example.com'],
    ] as const)
      stage.expect(
        `accounts/${name}.json`,
        (await stage.aws.object(region, bucket, `accounts/${name}.json`))['email'],
        email,
      );
    stage.expect('welcomes', await welcomes(stage, QueueUrl as string, 3), [
      'Your account ada is ready.',
      'Your account ada1 is ready.',
      'Your account grace is ready.',
    ]);
  },
};

async function signUp(
  stage: Stage,
  input: JsonObject,
  before?: JsonObject,
): Promise<{ execution: JsonObject; account: JsonObject }> {
  await stage.command('requester', 'workflows', `start ${machine} ${JSON.stringify(input)}`);
  const execution = await endedExecution(stage, machine, before);
  stage.expect('the execution', execution['status'], 'SUCCEEDED');
  const output = parseJson(typeof execution['output'] === 'string' ? execution['output'] : '');
  const account = isJsonObject(output) ? output['account'] : undefined;
  return { execution, account: isJsonObject(account) ? account : {} };
}

async function errorsOf(stage: Stage, execution: JsonObject): Promise<readonly string[]> {
  const failures = await eventsOf(stage, execution, 'TaskFailed');
  return failures.map((event) => {
    const details = event['taskFailedEventDetails'];
    return isJsonObject(details) && typeof details['error'] === 'string' ? details['error'] : '';
  });
}

/** What the topic told its subscriber, in order of the alphabet: a standard topic has no other. */
async function welcomes(stage: Stage, QueueUrl: string, count: number): Promise<readonly string[]> {
  const told: string[] = [];
  return stage.until('the welcomes', async () => {
    const { Messages = [] } = await stage.aws.json('sqs', region, 'ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: 10,
    });
    for (const { Body } of Messages as readonly { readonly Body: string }[]) {
      const notification = parseJson(Body);
      const words = isJsonObject(notification) ? notification['Message'] : undefined;
      if (typeof words === 'string') told.push(words);
    }
    return told.length >= count ? told.sort() : undefined;
  });
}

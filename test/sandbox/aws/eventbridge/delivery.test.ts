import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Target } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../../src/sandbox/aws/aws-error.ts';
import { account, queueArn, region, startMessaging, textOf, type Messaging } from '../messaging.ts';

let world: Messaging;
beforeEach(async () => {
  world = await startMessaging();
  await world.events.putRule({ Name: 'r', EventPattern: '{"source":["shop"]}' });
});
afterEach(() => world.stop());

const ruleArn = `arn:aws:events:${region}:${account}:rule/r`;
const role = `arn:aws:iam::${account}:role/r`;
const target = (Target: Target) => world.events.putTargets({ Rule: 'r', Targets: [Target] });
async function sell(): Promise<string> {
  const { Entries } = await world.events.putEvents({
    Entries: [{ Source: 'shop', DetailType: 'Sold', Detail: '{"n":1}' }],
  });
  await world.settled();
  return Entries?.[0]?.EventId ?? '';
}
const outage = new AwsError('ServiceUnavailable', 'down', 503);
const attributes = () =>
  Object.fromEntries(
    Object.entries((world.made.at(-1)?.params['MessageAttributes'] ?? {}) as object).map(([name, value]) => [
      name,
      (value as { StringValue: string }).StringValue,
    ]),
  );

describe('delivering events', () => {
  it('sends to queues, as the rule, with a message group for FIFO', async () => {
    await target({ Id: 't', Arn: queueArn('q.fifo'), SqsParameters: { MessageGroupId: 'g' } });
    await sell();
    expect(world.made).toMatchObject([
      {
        call: 'sqs.SendMessage',
        params: { QueueUrl: `http://queue/${account}/q.fifo`, MessageGroupId: 'g' },
        caller: { region, account, arn: ruleArn },
      },
    ]);
  });

  it('starts executions, named for the event, as the role', async () => {
    const machine = `arn:aws:states:${region}:${account}:stateMachine:m`;
    await target({ Id: 't', Arn: machine, RoleArn: role, InputPath: '$.detail' });
    const id = await sell();
    expect(world.made).toMatchObject([
      {
        call: 'states.StartExecution',
        params: { stateMachineArn: machine, input: '{"n":1}' },
        caller: { arn: role },
      },
    ]);
    expect(textOf(world.made[0]?.params['name'])).toMatch(new RegExp(`^${id}_[\\da-f-]{36}$`));
  });

  it('invokes functions without waiting for their answer', async () => {
    const Arn = `arn:aws:lambda:${region}:${account}:function:f`;
    await target({ Id: 't', Arn, Input: '{"fixed":true}' });
    await sell();
    expect(world.made).toMatchObject([
      {
        call: 'lambda.Invoke',
        params: { FunctionName: Arn, InvocationType: 'Event', Payload: '{"fixed":true}' },
      },
    ]);
  });

  it('publishes to topics, whose subscribers get it', async () => {
    const { TopicArn = '' } = await world.topics.createTopic({ Name: 'sales' });
    await world.topics.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: queueArn('sub') });
    await target({ Id: 't', Arn: TopicArn });
    const id = await sell();
    const wrapped = JSON.parse(world.bodies('sub')[0] ?? '') as { Message: string };
    expect(JSON.parse(wrapped.Message)).toMatchObject({ id });
  });

  it('passes events on to other buses, and stops where they would go in circles', async () => {
    await world.events.createEventBus({ Name: 'orders' });
    const bus = (name: string) => `arn:aws:events:${region}:${account}:event-bus/${name}`;
    await target({ Id: 't', Arn: bus('orders') });
    await world.events.putRule({ Name: 'back', EventBusName: 'orders', EventPattern: '{"source":["shop"]}' });
    await world.events.putTargets({
      Rule: 'back',
      EventBusName: 'orders',
      Targets: [
        { Id: 'back', Arn: bus('default'), DeadLetterConfig: { Arn: queueArn('dead') } },
        { Id: 'queue', Arn: queueArn('q') },
      ],
    });
    const id = await sell();
    expect(JSON.parse(world.bodies('q')[0] ?? '')).toMatchObject({ id, source: 'shop' });
    expect(world.bodies('dead')).toHaveLength(1);
    expect(world.bodies('q')).toHaveLength(1);
  });

  it('sends to the dead-letter queue at once what cannot work', async () => {
    world.fail(
      'sqs.SendMessage',
      new AwsError('QueueDoesNotExist', 'The specified queue does not exist.'),
      1,
    );
    await target({
      Id: 't',
      Arn: queueArn('gone'),
      InputPath: '$.detail',
      DeadLetterConfig: { Arn: queueArn('dead') },
    });
    const id = await sell();
    expect(JSON.parse(world.bodies('dead')[0] ?? '')).toMatchObject({ id, detail: { n: 1 } });
    expect(attributes()).toEqual({
      RULE_ARN: ruleArn,
      TARGET_ARN: queueArn('gone'),
      ERROR_CODE: 'NO_RESOURCE',
      ERROR_MESSAGE: 'The specified queue does not exist.',
      RETRY_ATTEMPTS: '0',
    });
    await world.clock.advance(86_400_000);
    expect(world.bodies('gone')).toHaveLength(1);
  });

  it.each([
    ['AccessDenied', 403, 'NO_PERMISSIONS'],
    ['ExecutionAlreadyExists', 400, 'RESOURCE_ALREADY_EXISTS'],
    ['InvalidMessageContents', 400, 'SDK_CLIENT_ERROR'],
  ])('calls %s by its name there', async (code, status, name) => {
    world.fail('sqs.SendMessage', new AwsError(code, 'no', status), 1);
    await target({ Id: 't', Arn: queueArn('q'), DeadLetterConfig: { Arn: queueArn('dead') } });
    await sell();
    expect(attributes()).toMatchObject({ ERROR_CODE: name });
  });

  it('tries again after a passing failure, and later each time', async () => {
    world.fail('sqs.SendMessage', outage, 3);
    await target({ Id: 't', Arn: queueArn('q') });
    await sell();
    expect(world.bodies('q')).toHaveLength(1);
    await world.clock.advance(60_000);
    expect(world.bodies('q')).toHaveLength(4);
    await world.clock.advance(86_400_000);
    expect(world.bodies('q')).toHaveLength(4);
  });

  it('gives up after as many retries as the policy says', async () => {
    world.fail('sqs.SendMessage', outage, 3);
    const policy = { RetryPolicy: { MaximumRetryAttempts: 2 }, DeadLetterConfig: { Arn: queueArn('dead') } };
    await target({ Id: 't', Arn: queueArn('q'), ...policy });
    await sell();
    await world.clock.advance(3_600_000);
    expect(world.bodies('q')).toHaveLength(3);
    expect(attributes()).toMatchObject({
      ERROR_CODE: 'INTERNAL_ERROR',
      RETRY_ATTEMPTS: '2',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
    });
  });

  it('gives up when the event is too old', async () => {
    world.fail('sqs.SendMessage', new AwsError('ThrottlingException', 'slow', 400));
    const policy = {
      RetryPolicy: { MaximumEventAgeInSeconds: 60 },
      DeadLetterConfig: { Arn: queueArn('dead') },
    };
    await target({ Id: 't', Arn: queueArn('q'), ...policy });
    await sell();
    await world.clock.advance(3_600_000);
    expect(attributes()).toMatchObject({
      ERROR_CODE: 'THROTTLING',
      EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
    });
  });

  it('gives up within a day and 185 retries by itself', async () => {
    world.fail('sqs.SendMessage', outage);
    await target({ Id: 't', Arn: queueArn('q') });
    await sell();
    await world.clock.advance(2 * 86_400_000);
    expect(world.bodies('q').length).toBeGreaterThan(90);
    expect(world.bodies('q').length).toBeLessThanOrEqual(186);
  });

  it('drops an event whose dead-letter queue refuses it', async () => {
    world.fail('sqs.SendMessage', new AwsError('QueueDoesNotExist', 'gone'));
    await target({ Id: 't', Arn: queueArn('q'), DeadLetterConfig: { Arn: queueArn('dead') } });
    await sell();
    expect(world.made).toHaveLength(2);
  });

  it('forgets retries on reset', async () => {
    world.fail('sqs.SendMessage', outage);
    await target({ Id: 't', Arn: queueArn('q') });
    await sell();
    world.eventBridge.reset();
    await world.clock.advance(86_400_000);
    expect(world.bodies('q')).toHaveLength(1);
    expect((await world.events.listRules({})).Rules).toEqual([]);
  });
});

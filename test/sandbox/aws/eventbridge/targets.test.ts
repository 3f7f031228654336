import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Target } from '@aws-sdk/client-eventbridge';
import { account, queueArn, refusal, region, startMessaging, type Messaging } from '../messaging.ts';

let world: Messaging;
beforeEach(async () => {
  world = await startMessaging();
  await world.events.putRule({ Name: 'r', EventPattern: '{"source":["shop"]}' });
});
afterEach(() => world.stop());

const put = (...Targets: Target[]) => world.events.putTargets({ Rule: 'r', Targets });
const queue = (Id: string, more: Partial<Target> = {}): Target => ({ Id, Arn: queueArn('q'), ...more });

describe('targets', () => {
  it('are put, replaced by id, listed in pages, found by ARN and removed', async () => {
    expect(await put(queue('a'), queue('b'))).toMatchObject({ FailedEntryCount: 0, FailedEntries: [] });
    await put(queue('a', { InputPath: '$.detail' }));
    const first = await world.events.listTargetsByRule({ Rule: 'r', Limit: 1 });
    expect(first.Targets).toEqual([{ Id: 'a', Arn: queueArn('q'), InputPath: '$.detail' }]);
    const rest = await world.events.listTargetsByRule({ Rule: 'r', NextToken: first.NextToken });
    expect(rest.Targets?.map(({ Id }) => Id)).toEqual(['b']);
    expect((await world.events.listRuleNamesByTarget({ TargetArn: queueArn('q') })).RuleNames).toEqual(['r']);
    expect((await world.events.listRuleNamesByTarget({ TargetArn: queueArn('x') })).RuleNames).toEqual([]);
    expect(await world.events.removeTargets({ Rule: 'r', Ids: ['a', 'gone'] })).toMatchObject({
      FailedEntryCount: 1,
      FailedEntries: [{ TargetId: 'gone', ErrorCode: 'ResourceNotFoundException' }],
    });
    expect((await world.events.listTargetsByRule({ Rule: 'r' })).Targets).toHaveLength(1);
  });

  it('are five for a rule at most', async () => {
    await put(...['1', '2', '3', '4', '5'].map((id) => queue(id)));
    await put(queue('5'));
    expect(await refusal(put(queue('6')))).toEqual({
      name: 'LimitExceededException',
      message: 'The requested resource exceeds the maximum number allowed.',
    });
  });

  it('fail one by one for what is wrong with one alone', async () => {
    const states = `arn:aws:states:${region}:${account}:stateMachine:m`;
    const answer = await put(
      { Id: 'good', Arn: queueArn('q') },
      { Id: 'not-an-arn', Arn: 'queue' },
      { Id: 'stream', Arn: `arn:aws:kinesis:${region}:${account}:stream/s` },
      { Id: 'fifo', Arn: queueArn('q.fifo') },
      { Id: 'machine', Arn: states },
    );
    expect(answer.FailedEntryCount).toBe(4);
    expect(answer.FailedEntries?.map(({ TargetId, ErrorMessage }) => [TargetId, ErrorMessage])).toEqual([
      ['not-an-arn', 'Parameter queue is not valid. Reason: Provided Arn is not in correct format.'],
      ['stream', expect.stringContaining('The sandbox delivers to sqs, sns, states, lambda, events.')],
      ['fifo', 'Parameter(s) SqsParameters must be specified for target: fifo.'],
      ['machine', `RoleArn is required for target ${states}.`],
    ]);
    expect((await world.events.listTargetsByRule({ Rule: 'r' })).Targets).toHaveLength(1);
  });

  const transformer = (InputTemplate: string, InputPathsMap: Record<string, string> = {}) =>
    queue('t', { InputTransformer: { InputTemplate, InputPathsMap } });
  it.each<[string, Target, string]>([
    ['a bad id', queue('!'), "Value '!' at 'targets.1.member.id' failed to satisfy constraint"],
    ['a long id', queue('x'.repeat(65)), 'Member must have length less than or equal to 64'],
    [
      'two inputs',
      queue('t', { Input: '{}', InputPath: '$.detail' }),
      'Only one of Input, InputPath, or InputTransformer must be provided for target t.',
    ],
    ['an input that is not JSON', queue('t', { Input: '{' }), 'Input for target t is not valid JSON.'],
    ['a bad path', queue('t', { InputPath: 'detail' }), 'InputPath for target t is invalid.'],
    ['a bad path in the map', transformer('"<a>"', { a: 'x' }), 'contains invalid path for key a.'],
    ['a reserved name', transformer('"<aws.a>"', { 'aws.a': '$.a' }), 'contains reserved key aws.a.'],
    [
      'an unknown placeholder',
      transformer('"<a> <b>"', { a: '$.a' }),
      'InputTemplate for target t contains invalid placeholder b.',
    ],
    [
      'too many retries',
      queue('t', { RetryPolicy: { MaximumRetryAttempts: 186 } }),
      "Value '186' at 'targets.1.member.retryPolicy.maximumRetryAttempts'",
    ],
    [
      'an event age that is too short',
      queue('t', { RetryPolicy: { MaximumEventAgeInSeconds: 59 } }),
      'Member must have value greater than or equal to 60',
    ],
  ])('refuse the whole call for %s', async (_what, target, message) => {
    const { name, message: words } = await refusal(put(target));
    expect(name).toBe('ValidationException');
    expect(words).toContain(message);
  });

  it('need a rule', async () => {
    expect((await refusal(world.events.putTargets({ Rule: 'gone', Targets: [queue('t')] }))).message).toBe(
      'Rule gone does not exist on EventBus default.',
    );
    expect((await refusal(world.events.putTargets({ Rule: 'r', Targets: [] }))).message).toContain(
      "at 'targets'",
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { answered, isOver, proofBy } from '../../src/aws/proof.ts';
import { verified } from '../approvals/record.ts';

const event = (id: number, previousEventId: number, type: string, details: Record<string, unknown> = {}) => ({
  id,
  previousEventId,
  type,
  at: id * 1_000,
  details,
});
const executionArn = 'arn:aws:states:eu-west-1:000000000000:execution:PromotionApproval:one';
const history = [
  event(1, 0, 'ExecutionStarted'),
  event(2, 0, 'TaskStateEntered', { name: 'ManualApproval' }),
  event(3, 2, 'ActivityScheduled', { timeoutInSeconds: 3600 }),
  event(4, 3, 'ActivityStarted', { workerName: 'worker_1' }),
];
const sent = { kind: 'success' as const, output: '"yes"', decisionId: 'dec_1' };

describe('proof of an activity’s task', () => {
  it('finds the task that our worker took, with its state, its machine and its timeout', () => {
    expect(proofBy(history, executionArn, { workerName: 'worker_1' })).toMatchObject({
      timeoutSeconds: 3600,
      startedAt: 4_000,
      provenance: {
        executionArn,
        stateMachineArn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:PromotionApproval',
        machine: 'PromotionApproval',
        stateName: 'ManualApproval',
        scheduledEventId: 3,
      },
    });
  });

  it('hands on how often the task must hear from us', () => {
    const beating = history.map((one) =>
      one.id === 3 ? { ...one, details: { ...one.details, heartbeatInSeconds: 30 } } : one,
    );
    expect(proofBy(beating, executionArn, { workerName: 'worker_1' })?.heartbeatSeconds).toBe(30);
    expect(proofBy(history, executionArn, { workerName: 'worker_1' })?.heartbeatSeconds).toBeUndefined();
  });

  it('finds nothing for another worker', () => {
    expect(proofBy(history, executionArn, { workerName: 'worker_2' })).toBeUndefined();
  });
});

describe('proof of an ask that came by message', () => {
  const asked = (parameters: unknown, stateName = 'AskForProd') => [
    event(1, 0, 'ExecutionStarted'),
    event(2, 0, 'TaskStateEntered', { name: stateName }),
    event(3, 2, 'TaskScheduled', { parameters: JSON.stringify(parameters), timeoutInSeconds: 60 }),
    event(4, 3, 'TaskStarted'),
    event(5, 4, 'TaskSubmitted'),
  ];
  const mark = { token: 'token-1', stateName: 'AskForProd' };

  it.each([
    ['an object in the message body', { MessageBody: { token: 'token-1' } }],
    ['JSON text in the message body', { MessageBody: '{"token":"token-1","input":{}}' }],
    ['the detail of an event', { Entries: [{ Detail: { schema: 's', token: 'token-1' } }] }],
    ['the detail of an event as text', { Entries: [{ Detail: '{"token":"token-1"}' }] }],
  ])('finds the token in %s', (_name, parameters) => {
    expect(proofBy(asked(parameters), executionArn, mark)).toMatchObject({
      timeoutSeconds: 60,
      startedAt: 4_000,
      provenance: { stateName: 'AskForProd', scheduledEventId: 3 },
    });
  });

  it.each([
    ['another token', asked({ MessageBody: { token: 'token-2' } })],
    ['a token that only begins alike', asked({ MessageBody: { token: 'token-12' } })],
    ['another state', asked({ MessageBody: { token: 'token-1' } }, 'Elsewhere')],
  ])('believes nothing where the history shows %s', (_name, events) => {
    expect(proofBy(events, executionArn, mark)).toBeUndefined();
  });

  it('believes no ask without a token', () => {
    expect(proofBy(asked({ MessageBody: '' }), executionArn, { ...mark, token: '' })).toBeUndefined();
  });

  it('names the tries of the same state before this one that are over', () => {
    const tries = [
      ...asked({ MessageBody: { token: 'token-0' } }),
      event(6, 5, 'TaskTimedOut'),
      event(7, 6, 'TaskScheduled', { parameters: '{"MessageBody":{"token":"token-1"}}' }),
    ];
    expect(proofBy(tries, executionArn, mark)?.overBefore).toEqual([3]);
  });

  it('does not call the sister of a Map over that still waits', () => {
    const sisters = [
      ...asked({ MessageBody: { token: 'token-0' } }),
      event(6, 1, 'TaskStateEntered', { name: 'AskForProd' }),
      event(7, 6, 'TaskScheduled', { parameters: '{"MessageBody":{"token":"token-1"}}' }),
    ];
    expect(proofBy(sisters, executionArn, mark)?.overBefore).toEqual([]);
  });

  describe('in a Map', () => {
    /** Two items that ask, one after the other; the first was answered. `index` of the second. */
    const items = (index: number) => [
      event(1, 0, 'ExecutionStarted'),
      event(2, 1, 'MapStateStarted', { length: 2 }),
      event(3, 2, 'MapIterationStarted', { name: 'Each', index: 0 }),
      event(4, 3, 'TaskStateEntered', { name: 'AskForProd' }),
      event(5, 4, 'TaskScheduled', { parameters: '{"MessageBody":{"token":"token-0"}}' }),
      event(6, 5, 'TaskSucceeded'),
      event(7, 6, 'TaskStateExited', { name: 'AskForProd' }),
      event(8, 7, 'MapIterationSucceeded', { name: 'Each', index: 0 }),
      event(9, 2, 'MapIterationStarted', { name: 'Each', index }),
      event(10, 9, 'TaskStateEntered', { name: 'AskForProd' }),
      event(11, 10, 'TaskScheduled', { parameters: '{"MessageBody":{"token":"token-1"}}' }),
    ];

    it('does not take the answered ask of another item for an earlier try', () => {
      expect(proofBy(items(1), executionArn, mark)?.overBefore).toEqual([]);
    });

    it('names the earlier try of the same item', () => {
      expect(proofBy(items(0), executionArn, mark)?.overBefore).toEqual([5]);
    });
  });
});

describe('whether a task is over', () => {
  it.each([
    ['waits', history, false],
    ['was answered', [...history, event(5, 4, 'ActivitySucceeded')], true],
    ['timed out', [...history, event(5, 4, 'ActivityTimedOut')], true],
    ['was left behind by a redrive', [...history, event(5, 0, 'ExecutionRedriven')], true],
  ])('sees that it %s', (_name, events, over) => {
    expect(isOver(events, verified)).toBe(over);
  });
});

describe('proof that an answer is ours', () => {
  it('believes only the very task’s end, and only with exactly what was sent', () => {
    const end = (output: string, previous = 4) =>
      answered([...history, event(5, previous, 'ActivitySucceeded', { output })], verified, sent);
    expect(end('"yes"')).toBe(true);
    expect(end('"no"')).toBe(false);
    expect(end('"yes" ')).toBe(false);
    expect(end('"yes"', 2)).toBe(false);
  });

  it('compares error and cause of a failure', () => {
    const failure = { kind: 'failure' as const, error: 'Rejected', cause: 'c', decisionId: 'd' };
    const end = (cause: string) =>
      answered([...history, event(5, 4, 'ActivityFailed', { error: 'Rejected', cause })], verified, failure);
    expect([end('c'), end('other')]).toEqual([true, false]);
  });
});

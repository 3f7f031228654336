import { describe, expect, it } from '@jest/globals';
import { answered, proofIn } from '../../src/aws/prover.ts';
import { verified } from '../approvals/record.ts';

const event = (id: number, previousEventId: number, type: string, details: Record<string, unknown> = {}) => ({
  id,
  previousEventId,
  type,
  at: id * 1_000,
  details,
});
const history = [
  event(1, 0, 'ExecutionStarted'),
  event(2, 0, 'TaskStateEntered', { name: 'ManualApproval' }),
  event(3, 2, 'ActivityScheduled', { timeoutInSeconds: 3600 }),
  event(4, 3, 'ActivityStarted', { workerName: 'worker_1' }),
];
const where = { executionArn: 'e', stateMachineArn: 'm', machine: 'PromotionApproval' };
const sent = { kind: 'success' as const, output: '"yes"', decisionId: 'dec_1' };

describe('proof from a history', () => {
  it('finds the task that our worker took, with its state and its timeout', () => {
    expect(proofIn(history, 'worker_1', where)).toMatchObject({
      timeoutSeconds: 3600,
      startedAt: 4_000,
      provenance: { stateName: 'ManualApproval', scheduledEventId: 3 },
    });
  });
  it('finds nothing for another worker', () => {
    expect(proofIn(history, 'worker_2', where)).toBeUndefined();
  });
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

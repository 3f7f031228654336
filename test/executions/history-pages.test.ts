import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent, StepFunctions } from '../../src/executions/index.ts';
import { executionHistory } from '../../src/executions/execution-history.ts';

const execution = {
  executionArn: 'arn:x',
  stateMachineArn: 'arn:m',
  name: 'x',
  status: 'FAILED' as const,
  startedAt: 0,
  redriveCount: 0,
};
const machine = { arn: 'arn:m', name: 'm', type: 'STANDARD' as const };

/** A history of so many events, and how many of them were read. */
function opened(count: number) {
  const events: readonly HistoryEvent[] = Array.from({ length: count }, (_, at) => ({
    id: at + 1,
    previousEventId: at,
    type: at % 2 === 0 ? 'PassStateEntered' : 'PassStateExited',
    at,
    details: { name: `s${String(at >> 1)}` },
  }));
  const reads: number[] = [];
  const stepFunctions: Pick<StepFunctions, 'history'> = {
    history(_, { newestFirst, limit }) {
      reads.push(limit);
      return Promise.resolve((newestFirst ? events.toReversed() : events).slice(0, limit));
    },
  };
  const found = () => Promise.resolve({ execution, machine });
  const finder = {
    execution: found,
    machine: () => Promise.resolve(machine),
    ourMachine: () => Promise.resolve(machine),
    ours: () => Promise.resolve([]),
  };
  const page = async (number: number, state?: string) => {
    const answer = await executionHistory(
      { stepFunctions },
      finder,
    )({
      who: 'U0REQUESTER',
      name: 'x',
      page: number,
      ...(state !== undefined && { state }),
    });
    return answer.kind === 'history'
      ? { ids: answer.lines.map(({ id }) => id), older: answer.older }
      : answer.sentence;
  };
  return { page, read: () => reads.reduce((sum, limit) => sum + Math.min(limit, count), 0) };
}
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => from - at);

describe('a page of a long history', () => {
  it.each([
    [1, down(24_990, 24_971), true, 300],
    [600, down(13_010, 12_991), true, 12_300],
    [1_000, down(5_010, 4_991), true, 6_000],
    [1_249, down(30, 11), true, 100],
    [1_250, down(10, 1), false, 100],
  ])('%d reads from the nearer end, and no more than it needs', async (number, ids, older, most) => {
    const { page, read } = opened(24_990);
    expect(await page(number)).toEqual({ ids, older });
    expect(read()).toBeLessThanOrEqual(most);
  });

  it('that is not there is refused in words', async () => {
    expect(await opened(24_990).page(1_251)).toBe('The history of x has no page 1251.');
    expect(await opened(10).page(1, 'nowhere')).toContain('no events of the state "nowhere"');
  });

  it('has only the events of a state, whatever the case of its letters', async () => {
    expect(await opened(100).page(1, 'S3')).toEqual({ ids: [8, 7], older: false });
  });
});

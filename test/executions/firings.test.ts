import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  createScheduling,
  StepFunctionsRefused,
  type Execution,
  type ExecutionStatus,
  type Schedule,
  type Scheduling,
  type WrittenSchedule,
} from '../../src/executions/index.ts';
import { takeFileSchedules } from '../../src/executions/file-schedules.ts';
import { createShiftableClock, silentLogger, type ShiftableClock } from '../../src/platform/index.ts';
import { groundOf, stepFunctionsOf } from './ground.ts';
import { createMemoryStores } from '../../src/stores/memory/index.ts';
import { monday } from '../contracts/records.ts';
import { nightly } from '../contracts/schedule-store.ts';

const minute = 60_000;
const two = monday + minute;
const machineArn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:HelloWorld';

let clock: ShiftableClock;
let stores: ReturnType<typeof createMemoryStores>;
let scheduling: Scheduling;
/** Executions that AWS knows, by ARN. */
let known: Map<string, ExecutionStatus>;
let trouble: StepFunctionsRefused | undefined;
let right: { allowed: boolean; because: string; unknown?: true };

beforeEach(() => {
  clock = createShiftableClock({ frozenAt: two });
  stores = createMemoryStores();
  known = new Map();
  trouble = undefined;
  right = { allowed: true, because: 'a rule' };
  const executionOf = (executionArn: string, status: ExecutionStatus): Execution => ({
    executionArn,
    stateMachineArn: machineArn,
    name: executionArn.split(':').at(-1) ?? '',
    status,
    startedAt: two,
    redriveCount: 0,
  });
  const asked = <T>(answer: () => T): Promise<T> =>
    trouble ? Promise.reject(trouble) : Promise.resolve().then(answer);
  const stepFunctions = stepFunctionsOf({
    machines: () => asked(() => [{ arn: machineArn, name: 'HelloWorld', type: 'STANDARD' as const }]),
    start: ({ name }) =>
      asked(() => {
        const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
        const again = known.has(executionArn);
        known.set(executionArn, known.get(executionArn) ?? 'RUNNING');
        return { executionArn, again };
      }),
    describe: (arn) =>
      asked(() => {
        const status = known.get(arn);
        if (!status) throw new StepFunctionsRefused('ExecutionDoesNotExist', 'There is none.', false);
        return executionOf(arn, status);
      }),
    executions: () => asked(() => []),
    stop: () => asked(() => undefined),
    history: () => asked(() => []),
    definition: () => asked(() => ({ machine: 'HelloWorld', definition: '{}' })),
  });
  scheduling = createScheduling({
    ...groundOf({ stepFunctions, may: () => Promise.resolve(right) }, { stores, clock }),
    store: stores.schedules,
    written: () => [],
    zoneOf: () => Promise.resolve(undefined),
    onChanged: () => undefined,
  });
});

const record = async (): Promise<Schedule> => {
  const found = await stores.schedules.get('nightly');
  if (!found) throw new Error('no record');
  return found;
};
const stepped = async (): Promise<Schedule> => {
  while (await scheduling.step('nightly'));
  return record();
};
const begin = (more: Partial<Schedule> = {}) => stores.schedules.write(nightly(more));
const later = async (ms: number) => {
  await clock.advance(ms);
  return stepped();
};
const throttled = new StepFunctionsRefused('ThrottlingException', 'AWS did not answer.', true);

describe('a firing', () => {
  it('starts one execution, in the name of whoever added it', async () => {
    await begin();
    const { last } = await stepped();
    expect(last).toMatchObject({ kind: 'started', at: two });
    expect([...known.keys()]).toEqual([last?.kind === 'started' ? last.executionArn : '']);
    expect(await stores.starts.startOf([...known.keys()][0] ?? '')).toMatchObject({
      startedBy: 'U0REQUESTER',
      via: 'schedule',
    });
  });

  it('that somebody else decides at the same moment starts one execution', async () => {
    await begin();
    await Promise.all(Array.from({ length: 5 }, () => scheduling.step('nightly')));
    await Promise.all(Array.from({ length: 5 }, () => scheduling.step('nightly')));
    await stepped();
    expect(known.size).toBe(1);
    expect(await record()).toMatchObject({ last: { kind: 'started' } });
  });

  it('waits for Slack to say who somebody is, and starts then', async () => {
    await begin();
    right = { allowed: false, because: 'Slack could not say who that is.', unknown: true };
    expect(await stepped()).not.toHaveProperty('last');
    right = { allowed: true, because: 'a rule' };
    expect((await later(3 * minute)).last).toMatchObject({ kind: 'started', at: two });
  });

  it('waits ten minutes for Slack, and not for ever', async () => {
    await begin();
    right = { allowed: false, because: 'Slack could not say who that is.', unknown: true };
    await stepped();
    expect((await later(10 * minute)).telling?.outcomes).toEqual([
      { kind: 'refused', at: two, because: 'Slack could not say who that is.' },
    ]);
  });

  it('of somebody who may not starts nothing', async () => {
    await begin();
    right = { allowed: false, because: 'no rule' };
    expect((await stepped()).last).toMatchObject({ kind: 'refused', because: 'no rule' });
    expect(known.size).toBe(0);
  });

  it('is tried again while AWS does not answer, and told once that is hopeless', async () => {
    await begin();
    trouble = throttled;
    expect((await stepped()).starting).toMatchObject({ attempt: 1 });
    expect((await later(minute)).starting).toMatchObject({ attempt: 2 });
    expect((await later(10 * minute)).telling?.outcomes).toMatchObject([{ kind: 'failed', at: two }]);
  });

  it('that AWS refuses is told with its words', async () => {
    await begin();
    trouble = new StepFunctionsRefused('AccessDeniedException', 'AWS does not allow it.', false);
    expect((await stepped()).telling?.outcomes).toEqual([
      { kind: 'failed', at: two, because: 'AWS does not allow it.' },
    ]);
  });

  it('decided by a process that died is started by the next within ten minutes', async () => {
    await begin();
    await scheduling.step('nightly');
    expect(known.size).toBe(0);
    expect((await later(9 * minute)).last).toMatchObject({ kind: 'started', at: two });
  });

  it('decided by a process that died is missed after that', async () => {
    await begin();
    await scheduling.step('nightly');
    expect((await later(60 * minute)).last).toEqual({ kind: 'missed', at: two, times: 1 });
    expect(known.size).toBe(0);
  });

  it('started by a process that died before it wrote so is found to have started, an hour later', async () => {
    await begin();
    await stepped();
    const started = await record();
    const { last, lastStart, ...before } = started;
    expect([last?.kind, lastStart?.at]).toEqual(['started', two]);
    const starting = { at: two, notBefore: two, attempt: 0 };
    await stores.schedules.write({ ...before, starting, revision: started.revision + 1 });
    expect((await later(60 * minute)).last).toEqual(last);
    expect(known.size).toBe(1);
  });

  it('without overlap waits for the next turn while the one before runs', async () => {
    const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:before`;
    known.set(executionArn, 'RUNNING');
    await begin({ overlap: 'skip', lastStart: { at: two - minute, executionArn } });
    expect((await stepped()).last).toEqual({ kind: 'skipped', at: two, executionArn });
    expect(known.size).toBe(1);
  });

  it('without overlap starts where AWS has forgotten the one before', async () => {
    await begin({ overlap: 'skip', lastStart: { at: 0, executionArn: 'arn:forgotten' } });
    expect((await stepped()).last).toMatchObject({ kind: 'started' });
  });
});

describe('the schedules of the file', () => {
  const { name, machine, cron, zone, input, overlap } = nightly();
  const written = { name, machine, cron, zone, input, overlap };
  const take = (...all: readonly WrittenSchedule[]) =>
    takeFileSchedules(all, { book: scheduling.book, clock, log: silentLogger() });

  it('are taken, changed and given up as the file says', async () => {
    await take(written);
    const first = await record();
    expect(first).toMatchObject({ ...written, revision: 1 });
    await take(written);
    expect((await record()).revision).toBe(1);
    await take({ ...written, input: '{"b":1}' });
    expect(await record()).toMatchObject({ input: '{"b":1}', next: first.next });
    await take({ ...written, cron: '0 3 * * *' });
    expect((await record()).next?.at).toBe((first.next?.at ?? 0) + 60 * minute);
    await take();
    expect(await stores.schedules.list()).toEqual([]);
  });

  it('stay paused when the file changes', async () => {
    await take(written);
    await scheduling.schedules.pause({ who: 'U1', name: 'nightly' });
    await take({ ...written, cron: '0 3 * * *' });
    expect(await record()).toMatchObject({ cron: '0 3 * * *', paused: { by: 'U1' } });
    expect(await record()).not.toHaveProperty('next');
  });

  it('leave one alone that was added in Slack under the same name', async () => {
    await begin({ cron: '5 5 * * *' });
    await take(written);
    expect(await record()).toMatchObject({ cron: '5 5 * * *', addedBy: 'U0REQUESTER' });
    await take();
    expect(await record()).toMatchObject({ addedBy: 'U0REQUESTER' });
  });
});

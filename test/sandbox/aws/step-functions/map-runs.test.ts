import { describe, expect, it } from '@jest/globals';
import { isJsonObject, type JsonObject } from '../../../../src/platform/index.ts';
import { executionArn, here, machineArn, openAccount } from './account.ts';

/** A distributed Map over the input, each item an execution that does `state`. */
function mapOver(state: JsonObject, more: JsonObject = {}): JsonObject {
  const processor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'I',
    States: { I: { End: true, ...state } },
  };
  const map = { Type: 'Map', Label: 'Lot', ItemProcessor: processor, End: true, ...more };
  return { StartAt: 'M', States: { M: map } };
}
const waiting = { Type: 'Wait', Seconds: 10 };
const passing = { Type: 'Pass' };
const choosy = {
  Type: 'Task',
  QueryLanguage: 'JSONata',
  Resource: 'arn:aws:states:::sqs:sendMessage',
  Arguments: '{% $states.input %}',
};

async function run(definition: JsonObject, input: readonly (string | number)[] = [1, 2, 3]) {
  const account = openAccount();
  await account.create(definition);
  await account.start(input);
  await account.settled();
  const only = async () => {
    const { mapRuns } = await account.call('ListMapRuns', { executionArn });
    const [first] = mapRuns as readonly JsonObject[];
    return first ?? {};
  };
  const mapRunArn = arnIn(await only());
  const described = (arn = mapRunArn) => account.call('DescribeMapRun', { mapRunArn: arn });
  return { ...account, only, mapRunArn, described };
}

function arnIn({ mapRunArn }: JsonObject): string {
  return typeof mapRunArn === 'string' ? mapRunArn : '';
}

const none = { pending: 0, running: 0, succeeded: 0, failed: 0, timedOut: 0, aborted: 0 };
const unused = { resultsWritten: 0, failuresNotRedrivable: 0, pendingRedrive: 0 };

describe('Map Runs', () => {
  it('are described while they run, with the limits of the definition and how far each item is', async () => {
    const limits = { MaxConcurrency: 2, ToleratedFailureCount: 1, ToleratedFailurePercentage: 25 };
    const { described, mapRunArn, clock } = await run(mapOver(waiting, limits));
    expect(await described()).toEqual({
      mapRunArn,
      executionArn,
      status: 'RUNNING',
      startDate: clock.now() / 1000,
      maxConcurrency: 2,
      toleratedFailureCount: 1,
      toleratedFailurePercentage: 25,
      itemCounts: { ...none, ...unused, running: 2, pending: 1, total: 3 },
      executionCounts: { ...none, ...unused, running: 2, pending: 1, total: 3 },
      redriveCount: 0,
    });
  });
  it('keep their dates and counts when they have succeeded', async () => {
    const { described, clock, only, mapRunArn } = await run(mapOver(waiting));
    const startDate = clock.now() / 1000;
    await clock.advance(10_000);
    expect(await described()).toMatchObject({
      status: 'SUCCEEDED',
      startDate,
      stopDate: startDate + 10,
      itemCounts: { succeeded: 3, running: 0, total: 3 },
    });
    expect(await only()).toEqual({
      executionArn,
      mapRunArn,
      stateMachineArn: machineArn,
      startDate,
      stopDate: startDate + 10,
    });
  });
  it('count items apart from the executions that got them in batches', async () => {
    const { described, call, mapRunArn } = await run(
      mapOver(passing, { ItemBatcher: { MaxItemsPerBatch: 2 } }),
    );
    expect(await described()).toMatchObject({
      itemCounts: { succeeded: 3, total: 3 },
      executionCounts: { succeeded: 2, total: 2 },
    });
    const { executions } = await call('ListExecutions', { mapRunArn });
    expect((executions as readonly JsonObject[]).map(({ itemCount }) => itemCount)).toEqual([1, 2]);
  });
  it('fail with what was running aborted, and begin again with a redrive', async () => {
    const failing = { ...choosy, Resource: 'arn:aws:states:::sqs:none' };
    const { described, call, settled, clock } = await run(mapOver(failing, { MaxConcurrency: 1 }), [1, 2]);
    expect(await described()).toMatchObject({
      status: 'FAILED',
      itemCounts: { failed: 1, pending: 1, total: 2 },
    });
    await call('RedriveExecution', { executionArn });
    await settled();
    const redriveDate = clock.now() / 1000;
    expect(await described()).toMatchObject({ status: 'FAILED', redriveCount: 1, redriveDate });
  });
  it('are aborted with their execution', async () => {
    const { described, call } = await run(mapOver(waiting));
    await call('StopExecution', { executionArn });
    expect(await described()).toMatchObject({ status: 'ABORTED', itemCounts: { aborted: 3, running: 0 } });
  });
  it('list the executions of their items, each with the Map Run', async () => {
    const { call, mapRunArn } = await run(mapOver(waiting));
    const { executions } = await call('ListExecutions', { mapRunArn, statusFilter: 'RUNNING' });
    const listed = (executions as readonly JsonObject[]).filter(isJsonObject);
    expect(listed).toHaveLength(3);
    for (const item of listed) {
      expect(item).toMatchObject({ mapRunArn, itemCount: 1, stateMachineArn: machineArn });
      expect(item['executionArn']).toMatch(/:execution:M\/Lot:/);
    }
  });
});

describe('ListMapRuns', () => {
  it('goes by pages', async () => {
    const states = mapOver(passing)['States'] as JsonObject;
    const last = states['M'] as JsonObject;
    const processor = {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'J',
      States: { J: { ...passing, End: true } },
    };
    const first = { Type: 'Map', Label: 'First', ItemProcessor: processor, Next: 'M' };
    const { call } = await run({ StartAt: 'First', States: { First: first, M: last } });
    const one = await call('ListMapRuns', { executionArn, maxResults: 1 });
    const two = await call('ListMapRuns', { executionArn, nextToken: one['nextToken'] ?? null });
    const arns = [one, two].flatMap(({ mapRuns }) => (mapRuns as readonly JsonObject[]).map(arnIn));
    expect(arns.map((arn) => arn.split('/')[1]?.split(':')[0])).toEqual(['First', 'Lot']);
    expect(two).not.toHaveProperty('nextToken');
  });
  it('has nothing of an execution without distributed Maps, and refuses one that is not there', async () => {
    const { call, create, start } = openAccount();
    await create({ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } });
    await start();
    expect(await call('ListMapRuns', { executionArn })).toEqual({ mapRuns: [] });
    await expect(call('ListMapRuns', { executionArn: `${executionArn}x` })).rejects.toMatchObject({
      code: 'ExecutionDoesNotExist',
    });
  });
});

describe('UpdateMapRun', () => {
  it('lets more items run at once from then on', async () => {
    const { call, described, mapRunArn, settled } = await run(mapOver(waiting, { MaxConcurrency: 1 }));
    expect(await call('UpdateMapRun', { mapRunArn, maxConcurrency: 3 })).toEqual({});
    await settled();
    expect(await described()).toMatchObject({ maxConcurrency: 3, itemCounts: { running: 3, pending: 0 } });
  });
  it('fails a run whose failures are no longer tolerated', async () => {
    const failing = { Type: 'Wait', QueryLanguage: 'JSONata', Seconds: '{% $states.input %}' };
    const { call, described, mapRunArn, settled } = await run(
      mapOver(failing, { ToleratedFailureCount: 5 }),
      [-1, 60],
    );
    expect(await described()).toMatchObject({ status: 'RUNNING', itemCounts: { failed: 1, running: 1 } });
    await call('UpdateMapRun', { mapRunArn, toleratedFailureCount: 0 });
    await settled();
    expect(await described()).toMatchObject({ status: 'FAILED', itemCounts: { failed: 1, aborted: 1 } });
  });
  it.each([
    ['maxConcurrency', -1, "Value '-1' at 'maxConcurrency'"],
    ['toleratedFailurePercentage', 101, 'less than or equal to 100'],
    ['toleratedFailureCount', -2, 'greater than or equal to 0'],
  ])('refuses %s %d', async (name, value, message) => {
    const { call, mapRunArn } = await run(mapOver(waiting));
    await expect(call('UpdateMapRun', { mapRunArn, [name]: value })).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });
  it('refuses a run that has ended', async () => {
    const { call, mapRunArn } = await run(mapOver(passing));
    await expect(call('UpdateMapRun', { mapRunArn, maxConcurrency: 1 })).rejects.toMatchObject({
      code: 'ValidationException',
    });
  });
});

describe('a Map Run that is not there', () => {
  it.each(['DescribeMapRun', 'UpdateMapRun', 'ListExecutions'])('is refused by %s', async (operation) => {
    const { call, mapRunArn } = await run(mapOver(passing));
    const other = `${mapRunArn}x`;
    await expect(call(operation, { mapRunArn: other })).rejects.toMatchObject({ code: 'ResourceNotFound' });
    await expect(call(operation, { mapRunArn: machineArn })).rejects.toMatchObject({ code: 'InvalidArn' });
    const elsewhere = { ...here, region: 'eu-west-1' };
    await expect(call(operation, { mapRunArn }, elsewhere)).rejects.toMatchObject({
      code: 'ResourceNotFound',
    });
  });
  it('nor is one listed beside a machine', async () => {
    const { call, mapRunArn } = await run(mapOver(passing));
    await expect(call('ListExecutions', { mapRunArn, stateMachineArn: machineArn })).rejects.toMatchObject({
      code: 'ValidationException',
    });
  });
});

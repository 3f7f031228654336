import { appendFileSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../../src/platform/index.ts';
import { executionArn, machineArn } from '../account.ts';
import { activityArn, openFolder, waiting } from './folder.ts';

describe('a Wait', () => {
  it('goes on where the next process finds it, and ends at its own time', async () => {
    const folder = openFolder();
    const first = await folder.next();
    await first.create(waiting(60));
    await first.start();
    const before = await first.history();
    folder.later(40);
    const second = await folder.next();
    expect(await second.describe()).toMatchObject({ status: 'RUNNING' });
    expect(await second.history()).toEqual(before);
    await second.clock.advance(19_000);
    expect(await second.describe()).toMatchObject({ status: 'RUNNING' });
    await second.clock.advance(1_000);
    expect(await second.describe()).toMatchObject({ status: 'SUCCEEDED' });
  });
  it('that became due while nobody ran ends at once', async () => {
    const folder = openFolder();
    const first = await folder.next();
    await first.create(waiting(60));
    await first.start();
    folder.later(3_600);
    const second = await folder.next();
    await second.clock.advance(0);
    expect(await second.describe()).toMatchObject({ status: 'SUCCEEDED' });
  });
  it('keeps to a clock that somebody moved', async () => {
    const folder = openFolder();
    const first = await folder.next();
    await first.create({
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 100, Next: 'V' }, V: { Type: 'Wait', Seconds: 50, End: true } },
    });
    await first.start();
    await first.clock.advance(100_000);
    const second = await folder.next();
    expect(second.clock.now()).toBe(first.clock.now());
    await second.clock.advance(50_000);
    expect(await second.describe()).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('chance and the clock', () => {
  it('give the same again', async () => {
    const folder = openFolder();
    const drawn = '{% [$random(), $uuid(), $now(), $random()] %}';
    const definition = {
      QueryLanguage: 'JSONata',
      StartAt: 'P',
      States: {
        P: { Type: 'Pass', Output: drawn, Next: 'W' },
        W: { Type: 'Wait', Seconds: 10, End: true },
      },
    };
    const first = await folder.next();
    await first.create(definition);
    await first.start();
    await first.settled();
    const before = await first.history();
    folder.later(5);
    const second = await folder.next();
    expect(await second.history()).toEqual(before);
  });
});

describe('a distributed Map', () => {
  it('keeps the children that have ended and those that run', async () => {
    const folder = openFolder();
    const item = { Type: 'Wait', QueryLanguage: 'JSONata', Seconds: '{% $states.input %}', End: true };
    const processor = {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'I',
      States: { I: item },
    };
    const map = { Type: 'Map', Label: 'Lot', MaxConcurrency: 2, ItemProcessor: processor, End: true };
    const first = await folder.next();
    await first.create({ StartAt: 'M', States: { M: map } });
    await first.start([10, 60, 30]);
    await first.settled();
    await first.clock.advance(10_000);
    await first.settled();
    folder.later(10);
    const second = await folder.next();
    const { mapRuns } = await second.call('ListMapRuns', { executionArn });
    const mapRunArn = (mapRuns as readonly JsonObject[])[0]?.['mapRunArn'] ?? '';
    const counts = { itemCounts: { succeeded: 1, running: 2, total: 3 } };
    expect(await second.call('DescribeMapRun', { mapRunArn })).toMatchObject(counts);
    await second.clock.advance(50_000);
    await second.settled();
    expect(await second.describe()).toMatchObject({ status: 'SUCCEEDED', output: '[10,60,30]' });
    const third = await folder.next();
    expect(await third.call('DescribeMapRun', { mapRunArn })).toMatchObject({ status: 'SUCCEEDED' });
    expect((await third.call('ListExecutions', { mapRunArn }))['executions']).toHaveLength(3);
  });
});

describe('an execution that ended', () => {
  it('is there whole, and what replayed it is let go', async () => {
    const folder = openFolder();
    const first = await folder.next();
    await first.create(waiting(1));
    await first.start();
    await first.clock.advance(1_000);
    const described = await first.describe();
    const before = await first.history();
    const second = await folder.next();
    expect(await second.describe()).toEqual(described);
    expect(await second.history()).toEqual(before);
    expect(second.told).toEqual([]);
    expect(readFileSync(folder.file, 'utf8')).not.toContain('"now"');
    const third = await folder.next();
    expect(await third.describe()).toEqual(described);
  });
  it('can be redriven by the next process, and was by the one before', async () => {
    const folder = openFolder();
    const failing = {
      StartAt: 'P',
      States: { P: { Type: 'Pass', Next: 'F' }, F: { Type: 'Fail', Error: 'E' } },
    };
    const first = await folder.next();
    await first.create(failing);
    await first.start();
    await first.settled();
    await first.call('RedriveExecution', { executionArn });
    await first.settled();
    const second = await folder.next();
    expect(await second.history()).toEqual(await first.history());
    await second.call('RedriveExecution', { executionArn });
    await second.settled();
    expect(await second.describe()).toMatchObject({ status: 'FAILED', redriveCount: 2 });
  });
});

describe('what stands around executions', () => {
  it('is kept: machines, versions, aliases, tags, activities', async () => {
    const folder = openFolder();
    const first = await folder.next();
    await first.create(waiting(1), { publish: true, tags: [{ key: 'k', value: 'v' }] });
    const route = { stateMachineVersionArn: `${machineArn}:1`, weight: 100 };
    await first.call('CreateStateMachineAlias', { name: 'live', routingConfiguration: [route] });
    await first.call('CreateActivity', { name: 'A' });
    const ask = async (account: typeof first) => [
      await account.call('DescribeStateMachine', { stateMachineArn: `${machineArn}:live` }),
      await account.call('ListTagsForResource', { resourceArn: machineArn }),
      await account.call('DescribeActivity', { activityArn }),
      await account.call('PublishStateMachineVersion', { stateMachineArn: machineArn }),
    ];
    expect(await ask(await folder.next())).toEqual(await ask(first));
  });
  it('forgets everything with a reset', async () => {
    const folder = openFolder();
    const first = await folder.next();
    await first.create(waiting(9));
    await first.start();
    first.reset();
    const second = await folder.next();
    await expect(second.describe()).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
    expect(await second.call('ListStateMachines', {})).toEqual({ stateMachines: [] });
  });
  it('forgets nothing with a stop', async () => {
    const folder = openFolder();
    const first = await folder.next();
    await first.create(waiting(9));
    await first.start();
    first.stop();
    expect(await (await folder.next()).describe()).toMatchObject({ status: 'RUNNING' });
  });
  it('reads past a last line that was torn, and writes after it', async () => {
    const folder = openFolder();
    const first = await folder.next();
    await first.create(waiting(9));
    await first.start();
    appendFileSync(folder.file, '{"execution":"arn:aws:sta');
    const second = await folder.next();
    await second.clock.advance(9_000);
    const third = await folder.next();
    expect(await third.describe()).toMatchObject({ status: 'SUCCEEDED' });
  });
});

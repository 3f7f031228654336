import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../src/platform/index.ts';
import { M, machineArn, twoVersions } from './account.ts';

const alias = `${machineArn}:live`;

const routes = (...weights: readonly number[]) =>
  weights.map((weight, at) => ({ stateMachineVersionArn: `${machineArn}:${String(at + 1)}`, weight }));

describe('aliases', () => {
  const create = async (routingConfiguration: JsonObject[], more: JsonObject = {}) => {
    const opened = await twoVersions();
    await opened.call('CreateStateMachineAlias', { name: 'live', routingConfiguration, ...more });
    return opened;
  };

  it('lead a start to a version, and the execution says both', async () => {
    const opened = await create(routes(0, 100));
    await opened.start({}, { stateMachineArn: alias });
    expect(await opened.describe()).toMatchObject({
      output: '2',
      stateMachineAliasArn: alias,
      stateMachineVersionArn: `${machineArn}:2`,
    });
    expect(await opened.call('ListExecutions', { stateMachineArn: alias })).toMatchObject({
      executions: [{ stateMachineAliasArn: alias }],
    });
  });

  it('split starts by weight', async () => {
    const opened = await create(routes(50, 50));
    const taken = new Set<unknown>();
    for (let at = 0; at < 64; at += 1) {
      const { executionArn = '' } = await opened.start(
        {},
        { stateMachineArn: alias, name: `e${String(at)}` },
      );
      taken.add((await opened.describe(executionArn as string))['stateMachineVersionArn']);
    }
    expect(taken.size).toBe(2);
  });

  it('are made once, described, changed, listed and deleted', async () => {
    const opened = await create(routes(100));
    const same = { name: 'live', routingConfiguration: routes(100) };
    expect(await opened.call('CreateStateMachineAlias', same)).toMatchObject({ stateMachineAliasArn: alias });
    await expect(opened.call('CreateStateMachineAlias', { ...same, description: 'd' })).rejects.toMatchObject(
      {
        code: 'ConflictException',
        message:
          'Failed to create alias because an alias with the same name and a different routing configuration already exists.',
      },
    );
    await opened.call('UpdateStateMachineAlias', { stateMachineAliasArn: alias, description: 'new' });
    await opened.call('UpdateStateMachineAlias', {
      stateMachineAliasArn: alias,
      routingConfiguration: routes(10, 90),
    });
    expect(await opened.call('DescribeStateMachineAlias', { stateMachineAliasArn: alias })).toMatchObject({
      name: 'live',
      description: 'new',
      routingConfiguration: routes(10, 90),
    });
    expect(await opened.call('ListStateMachineAliases', M)).toMatchObject({
      stateMachineAliases: [{ stateMachineAliasArn: alias }],
    });
    await expect(
      opened.call('DeleteStateMachineVersion', { stateMachineVersionArn: `${machineArn}:1` }),
    ).rejects.toMatchObject({
      code: 'ConflictException',
      message:
        'Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [live]',
    });
    await opened.call('DeleteStateMachineAlias', { stateMachineAliasArn: alias });
    await opened.call('DeleteStateMachineAlias', { stateMachineAliasArn: alias });
    await expect(
      opened.call('UpdateStateMachineAlias', { stateMachineAliasArn: alias, description: 'x' }),
    ).rejects.toMatchObject({
      code: 'ResourceNotFound',
      message: 'Request references a resource that does not exist.',
    });
  });

  it.each([
    ['no routes', [], 'Member must have length greater than or equal to 1'],
    ['three routes', routes(50, 30, 20), 'Member must have length less than or equal to 2'],
    ['one version twice', [...routes(50), ...routes(50)], 'must contain distinct state machine version ARNs'],
    [
      'a machine',
      [{ stateMachineVersionArn: machineArn, weight: 100 }],
      'must contain state machine version ARNs',
    ],
    [
      'a weight over 100',
      routes(101, 0),
      "Value '101' at 'routingConfiguration.1.member.weight' failed to satisfy constraint",
    ],
    [
      'weights under 100',
      routes(70, 29),
      'Sum of routing configuration weights must equal 100. Received: [70, 29]',
    ],
  ])('refuse %s', async (_what, routingConfiguration, words) => {
    await expect(create(routingConfiguration as JsonObject[])).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(words),
    });
  });

  it.each(['123', 'a b', '!x', 'A'.repeat(81)])('refuse the name %s', async (name) => {
    await expect(create(routes(100), { name })).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(`Value '${name}' at 'name' failed to satisfy constraint`),
    });
  });

  it('refuse a version that does not exist', async () => {
    const missing = [{ stateMachineVersionArn: `${machineArn}:9`, weight: 100 }];
    await expect(create(missing)).rejects.toMatchObject({ code: 'ResourceNotFound' });
  });
});

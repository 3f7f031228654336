import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../src/platform/index.ts';
import { here, machineArn, openAccount, pass, role, wait } from './account.ts';

const M = { stateMachineArn: machineArn };
const alias = `${machineArn}:live`;
const other = { StartAt: 'Q', States: { Q: { Type: 'Pass', Result: 2, End: true } } };
const changed = { ...M, definition: JSON.stringify(other) };

async function account(definition: JsonObject = pass, more: JsonObject = {}) {
  const opened = openAccount();
  await opened.create(definition, more);
  return opened;
}

/** Two versions: `:1` gives the input back, `:2` gives 2. */
async function twoVersions() {
  const opened = await account(pass, { publish: true });
  await opened.call('UpdateStateMachine', { ...changed, publish: true });
  return opened;
}
const routes = (...weights: readonly number[]) =>
  weights.map((weight, at) => ({ stateMachineVersionArn: `${machineArn}:${String(at + 1)}`, weight }));

describe('CreateStateMachine', () => {
  it('is the same machine again, whatever role and tags the second call has', async () => {
    const opened = await account();
    const again = opened.create(pass, { roleArn: `${role}2`, tags: [{ key: 'k', value: 'v' }] });
    expect(await again).toMatchObject(M);
    expect(await opened.call('DescribeStateMachine', M)).toMatchObject({ roleArn: role });
  });

  it.each([
    ['definition', { definition: JSON.stringify(other) }],
    ['type', { type: 'EXPRESS' }],
    ['logging', { loggingConfiguration: { level: 'ALL' } }],
    ['tracing', { tracingConfiguration: { enabled: true } }],
  ])('refuses another %s under the same name', async (_what, more) => {
    const opened = await account();
    await expect(opened.create(pass, more)).rejects.toMatchObject({
      code: 'StateMachineAlreadyExists',
      message: `State Machine Already Exists: '${machineArn}'`,
    });
  });

  it('refuses a type that is none, and a description without a version', async () => {
    await expect(account(pass, { type: 'FOO' })).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('enum value set: [STANDARD, EXPRESS]') as string,
    });
    await expect(account(pass, { versionDescription: 'd' })).rejects.toMatchObject({
      message: 'Version description can only be set when publish is true',
    });
  });
});

describe('DescribeStateMachine', () => {
  it('has no revision until the first update, and says what was configured', async () => {
    const opened = await account(pass, { loggingConfiguration: { level: 'ALL' } });
    expect(await opened.call('DescribeStateMachine', M)).toEqual({
      ...M,
      name: 'M',
      status: 'ACTIVE',
      definition: JSON.stringify(pass),
      roleArn: role,
      type: 'STANDARD',
      creationDate: opened.clock.now() / 1000,
      loggingConfiguration: { level: 'ALL', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    });
    await opened.call('UpdateStateMachine', changed);
    expect(await opened.call('DescribeStateMachine', M)).toHaveProperty('revisionId');
  });

  it('knows no machine of another account', async () => {
    const opened = await account();
    const stranger = { ...here, account: '111111111111' };
    await expect(opened.call('DescribeStateMachine', M, stranger)).rejects.toMatchObject({
      code: 'StateMachineDoesNotExist',
      message: `State Machine Does Not Exist: '${machineArn}'`,
    });
  });
});

describe('UpdateStateMachine', () => {
  it('refuses to change nothing', async () => {
    const opened = await account();
    await expect(opened.call('UpdateStateMachine', M)).rejects.toMatchObject({
      code: 'MissingRequiredParameter',
      message:
        'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
    });
  });

  it('keeps the revision where the values are the same', async () => {
    const opened = await account();
    expect(await opened.call('UpdateStateMachine', { ...M, roleArn: role })).not.toHaveProperty('revisionId');
    const { revisionId } = await opened.call('UpdateStateMachine', changed);
    expect(await opened.call('UpdateStateMachine', changed)).toMatchObject({ revisionId });
    const next = await opened.call('UpdateStateMachine', { ...M, roleArn: `${role}2` });
    expect(next['revisionId']).not.toBe(revisionId);
  });

  it('leaves running executions on the machine that they began with', async () => {
    const opened = await account(wait);
    await opened.start({ a: 1 });
    await opened.call('UpdateStateMachine', changed);
    await opened.clock.advance(60_000);
    const { output, executionArn = '' } = await opened.describe();
    expect(output).toBe('{"a":1}');
    expect(await opened.call('DescribeStateMachineForExecution', { executionArn })).toMatchObject({
      definition: JSON.stringify(wait),
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    });
  });
});

describe('DeleteStateMachine', () => {
  it('goes at once where nothing runs, and is no error twice', async () => {
    const opened = await account();
    await opened.call('DeleteStateMachine', M);
    await opened.call('DeleteStateMachine', M);
    await expect(opened.call('DescribeStateMachine', M)).rejects.toMatchObject({
      code: 'StateMachineDoesNotExist',
    });
  });

  it('waits for running executions, which go on, and takes no new ones', async () => {
    const opened = await account(wait);
    await opened.start({ a: 1 });
    await opened.call('DeleteStateMachine', M);
    expect(await opened.call('DescribeStateMachine', M)).toMatchObject({ status: 'DELETING' });
    for (const refused of [
      opened.start({}, { name: 'f' }),
      opened.create(wait),
      opened.call('UpdateStateMachine', changed),
    ])
      await expect(refused).rejects.toMatchObject({ code: 'StateMachineDeleting' });
    await opened.clock.advance(60_000);
    expect(await opened.describe()).toMatchObject({ status: 'SUCCEEDED' });
    await expect(opened.call('DescribeStateMachine', M)).rejects.toMatchObject({
      code: 'StateMachineDoesNotExist',
    });
  });
});

describe('ListStateMachines', () => {
  it('keeps its pages right while the last one given is deleted', async () => {
    const opened = openAccount();
    for (const name of ['a', 'b', 'c', 'd']) await opened.create(pass, { name });
    const first = await opened.call('ListStateMachines', { maxResults: 2 });
    await opened.call('DeleteStateMachine', { stateMachineArn: machineArn.replace(/M$/, 'b') });
    const rest = await opened.call('ListStateMachines', { nextToken: first['nextToken'] ?? '' });
    expect(rest['stateMachines']).toMatchObject([{ name: 'c' }, { name: 'd' }]);
  });
});

describe('versions', () => {
  it('number published revisions, and one revision once', async () => {
    const opened = await account();
    const publish = () => opened.call('PublishStateMachineVersion', { ...M, description: 'first' });
    expect(await publish()).toMatchObject({ stateMachineVersionArn: `${machineArn}:1` });
    expect(await publish()).toMatchObject({ stateMachineVersionArn: `${machineArn}:1` });
    await opened.call('UpdateStateMachine', changed);
    expect(await publish()).toMatchObject({ stateMachineVersionArn: `${machineArn}:2` });
    const { stateMachineVersions } = await opened.call('ListStateMachineVersions', M);
    expect(stateMachineVersions).toMatchObject([
      { stateMachineVersionArn: `${machineArn}:2` },
      { stateMachineVersionArn: `${machineArn}:1` },
    ]);
    expect(await opened.call('DescribeStateMachine', { stateMachineArn: `${machineArn}:1` })).toMatchObject({
      stateMachineArn: `${machineArn}:1`,
      definition: JSON.stringify(pass),
      description: 'first',
    });
  });

  it('refuse a revision that is not the current one', async () => {
    const opened = await account();
    const { revisionId } = await opened.call('UpdateStateMachine', changed);
    await expect(
      opened.call('PublishStateMachineVersion', { ...M, revisionId: 'INITIAL' }),
    ).rejects.toMatchObject({
      code: 'ConflictException',
      message: `Failed to publish the State Machine version for revision INITIAL. The current State Machine revision is ${String(revisionId)}.`,
    });
  });

  it('are started by their ARN and never get a number twice', async () => {
    const opened = await twoVersions();
    await opened.start({ a: 1 }, { stateMachineArn: `${machineArn}:1` });
    expect(await opened.describe()).toMatchObject({
      output: '{"a":1}',
      stateMachineArn: machineArn,
      stateMachineVersionArn: `${machineArn}:1`,
    });
    const list = async (arn: string) =>
      (await opened.call('ListExecutions', { stateMachineArn: arn }))['executions'];
    expect(await list(`${machineArn}:1`)).toHaveLength(1);
    expect(await list(`${machineArn}:2`)).toHaveLength(0);
    await opened.call('DeleteStateMachineVersion', { stateMachineVersionArn: `${machineArn}:2` });
    await opened.call('DeleteStateMachineVersion', { stateMachineVersionArn: `${machineArn}:2` });
    expect(await opened.call('PublishStateMachineVersion', M)).toMatchObject({
      stateMachineVersionArn: `${machineArn}:3`,
    });
    await expect(opened.start({}, { stateMachineArn: `${machineArn}:2`, name: 'x' })).rejects.toMatchObject({
      code: 'StateMachineDoesNotExist',
    });
  });
});

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
      taken.add((await opened.describe(String(executionArn)))['stateMachineVersionArn']);
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
      message: expect.stringContaining(words) as string,
    });
  });

  it.each(['123', 'a b', '!x', 'A'.repeat(81)])('refuse the name %s', async (name) => {
    await expect(create(routes(100), { name })).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(`Value '${name}' at 'name' failed to satisfy constraint`) as string,
    });
  });

  it('refuse a version that does not exist', async () => {
    const missing = [{ stateMachineVersionArn: `${machineArn}:9`, weight: 100 }];
    await expect(create(missing)).rejects.toMatchObject({ code: 'ResourceNotFound' });
  });
});

describe('tags', () => {
  it('are set, changed and taken from machines and activities', async () => {
    const opened = await account(pass, { tags: [{ key: 'a', value: '1' }] });
    const resourceArn = machineArn;
    await opened.call('TagResource', { resourceArn, tags: [{ key: 'a', value: '2' }, { key: 'b' }] });
    expect(await opened.call('ListTagsForResource', { resourceArn })).toEqual({
      tags: [
        { key: 'a', value: '2' },
        { key: 'b', value: '' },
      ],
    });
    await opened.call('UntagResource', { resourceArn, tagKeys: ['a', 'none'] });
    expect(await opened.call('ListTagsForResource', { resourceArn })).toEqual({
      tags: [{ key: 'b', value: '' }],
    });
    const { activityArn = '' } = await opened.call('CreateActivity', {
      name: 'A',
      tags: [{ key: 'x', value: 'y' }],
    });
    expect(await opened.call('ListTagsForResource', { resourceArn: activityArn })).toEqual({
      tags: [{ key: 'x', value: 'y' }],
    });
  });

  it('belong to no version and to nothing that does not exist', async () => {
    const opened = await twoVersions();
    for (const resourceArn of [`${machineArn}:1`, `${machineArn}x`]) {
      await expect(opened.call('TagResource', { resourceArn, tags: [] })).rejects.toMatchObject({
        code: 'ResourceNotFound',
        message: `Resource not found: '${resourceArn}'`,
      });
    }
    await expect(
      opened.call('TagResource', { resourceArn: machineArn, tags: [{ key: '', value: '' }] }),
    ).rejects.toMatchObject({ code: 'ValidationException' });
    const tags = Array.from({ length: 51 }, (_, at) => ({ key: String(at), value: '' }));
    await expect(opened.call('TagResource', { resourceArn: machineArn, tags })).rejects.toMatchObject({
      code: 'TooManyTags',
    });
  });
});

describe('ValidateStateMachineDefinition', () => {
  it('says what is wrong, at most so much of it', async () => {
    const opened = openAccount();
    const validate = (definition: unknown, more: JsonObject = {}) =>
      opened.call('ValidateStateMachineDefinition', { definition: JSON.stringify(definition), ...more });
    expect(await validate(pass)).toEqual({ result: 'OK', diagnostics: [], truncated: false });
    const wrong = { StartAt: 'X', States: { A: { Type: 'Nope' }, B: { Type: 'Nope' } } };
    expect(await validate(wrong)).toMatchObject({ result: 'FAIL', truncated: false });
    expect(await validate(wrong, { maxResults: 1 })).toMatchObject({ diagnostics: [{}], truncated: true });
    expect(await opened.call('ValidateStateMachineDefinition', { definition: '' })).toEqual({
      result: 'FAIL',
      diagnostics: [
        {
          severity: 'ERROR',
          code: 'SCHEMA_VALIDATION_FAILED',
          message: 'Definition must be a valid JSON object',
        },
      ],
      truncated: false,
    });
  });
});

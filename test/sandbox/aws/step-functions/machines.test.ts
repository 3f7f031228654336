import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../src/platform/index.ts';
import {
  M,
  changed,
  here,
  machineArn,
  openAccount,
  other,
  pass,
  role,
  wait,
  withMachine,
} from './account.ts';

describe('CreateStateMachine', () => {
  it('is the same machine again, whatever role and tags the second call has', async () => {
    const opened = await withMachine();
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
    const opened = await withMachine();
    await expect(opened.create(pass, more)).rejects.toMatchObject({
      code: 'StateMachineAlreadyExists',
      message: `State Machine Already Exists: '${machineArn}'`,
    });
  });

  it('refuses a type that is none, and a description without a version', async () => {
    await expect(withMachine(pass, { type: 'FOO' })).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('enum value set: [STANDARD, EXPRESS]'),
    });
    await expect(withMachine(pass, { versionDescription: 'd' })).rejects.toMatchObject({
      message: 'Version description can only be set when publish is true',
    });
  });
});

describe('DescribeStateMachine', () => {
  it('has no revision until the first update, and says what was configured', async () => {
    const opened = await withMachine(pass, { loggingConfiguration: { level: 'ALL' } });
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
    const opened = await withMachine();
    const stranger = { ...here, account: '111111111111' };
    await expect(opened.call('DescribeStateMachine', M, stranger)).rejects.toMatchObject({
      code: 'StateMachineDoesNotExist',
      message: `State Machine Does Not Exist: '${machineArn}'`,
    });
  });
});

describe('UpdateStateMachine', () => {
  it('refuses to change nothing', async () => {
    const opened = await withMachine();
    await expect(opened.call('UpdateStateMachine', M)).rejects.toMatchObject({
      code: 'MissingRequiredParameter',
      message:
        'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
    });
  });

  it('keeps the revision where the values are the same', async () => {
    const opened = await withMachine();
    expect(await opened.call('UpdateStateMachine', { ...M, roleArn: role })).not.toHaveProperty('revisionId');
    const { revisionId } = await opened.call('UpdateStateMachine', changed);
    expect(await opened.call('UpdateStateMachine', changed)).toMatchObject({ revisionId });
    const next = await opened.call('UpdateStateMachine', { ...M, roleArn: `${role}2` });
    expect(next['revisionId']).not.toBe(revisionId);
  });

  it('leaves running executions on the machine that they began with', async () => {
    const opened = await withMachine(wait);
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
    const opened = await withMachine();
    await opened.call('DeleteStateMachine', M);
    await opened.call('DeleteStateMachine', M);
    await expect(opened.call('DescribeStateMachine', M)).rejects.toMatchObject({
      code: 'StateMachineDoesNotExist',
    });
  });

  it('waits for running executions, which go on, and takes no new ones', async () => {
    const opened = await withMachine(wait);
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

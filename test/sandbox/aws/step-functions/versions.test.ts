import { describe, expect, it } from '@jest/globals';
import { M, changed, machineArn, pass, twoVersions, withMachine } from './account.ts';

describe('versions', () => {
  it('number published revisions, and one revision once', async () => {
    const opened = await withMachine();
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
    const opened = await withMachine();
    const { revisionId } = await opened.call('UpdateStateMachine', changed);
    await expect(
      opened.call('PublishStateMachineVersion', { ...M, revisionId: 'INITIAL' }),
    ).rejects.toMatchObject({
      code: 'ConflictException',
      message: `Failed to publish the State Machine version for revision INITIAL. The current State Machine revision is ${typeof revisionId === 'string' ? revisionId : ''}.`,
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

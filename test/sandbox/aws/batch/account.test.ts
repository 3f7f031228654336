import {
  CreateComputeEnvironmentCommand,
  CreateJobQueueCommand,
  DeleteComputeEnvironmentCommand,
  DeleteJobQueueCommand,
  DeregisterJobDefinitionCommand,
  DescribeComputeEnvironmentsCommand,
  DescribeJobDefinitionsCommand,
  DescribeJobQueuesCommand,
  RegisterJobDefinitionCommand,
  UpdateJobQueueCommand,
} from '@aws-sdk/client-batch';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { container, openBatch } from './account.ts';

let account: Awaited<ReturnType<typeof openBatch>>;
beforeEach(async () => {
  account = await openBatch();
});
afterEach(() => account.stop());
const refused = { name: 'ClientException' };

describe('a queue', () => {
  it('stands on compute environments, and is described as it was made', async () => {
    const { jobQueues } = await account.batch.send(new DescribeJobQueuesCommand({ jobQueues: ['work'] }));
    expect(jobQueues).toMatchObject([
      {
        jobQueueName: 'work',
        state: 'ENABLED',
        status: 'VALID',
        priority: 1,
        computeEnvironmentOrder: [
          { order: 1, computeEnvironment: 'arn:aws:batch:us-east-1:000000000000:compute-environment/fleet' },
        ],
      },
    ]);
    const { computeEnvironments } = await account.batch.send(new DescribeComputeEnvironmentsCommand({}));
    expect(computeEnvironments).toMatchObject([
      {
        computeEnvironmentName: 'fleet',
        type: 'MANAGED',
        status: 'VALID',
        computeResources: { maxvCpus: 16 },
      },
    ]);
  });

  it('needs environments that are there, and a name of its own', async () => {
    const create = (jobQueueName: string, computeEnvironment: string) =>
      account.batch.send(
        new CreateJobQueueCommand({
          jobQueueName,
          priority: 1,
          computeEnvironmentOrder: [{ order: 1, computeEnvironment }],
        }),
      );
    await expect(create('other', 'none')).rejects.toMatchObject(refused);
    await expect(create('work', 'fleet')).rejects.toMatchObject({
      ...refused,
      message: 'Object already exists',
    });
    await expect(create('a b', 'fleet')).rejects.toMatchObject(refused);
  });

  it('is disabled before it is deleted; its environment goes after it', async () => {
    const remove = () => account.batch.send(new DeleteJobQueueCommand({ jobQueue: 'work' }));
    const removeFleet = () =>
      account.batch.send(new DeleteComputeEnvironmentCommand({ computeEnvironment: 'fleet' }));
    await expect(remove()).rejects.toMatchObject(refused);
    await expect(removeFleet()).rejects.toMatchObject(refused);
    await account.batch.send(new UpdateJobQueueCommand({ jobQueue: 'work', state: 'DISABLED' }));
    await remove();
    await removeFleet();
    expect(
      (await account.batch.send(new DescribeComputeEnvironmentsCommand({}))).computeEnvironments,
    ).toEqual([]);
  });

  it('of a managed environment says what it may use', async () => {
    await expect(
      account.batch.send(
        new CreateComputeEnvironmentCommand({ computeEnvironmentName: 'x', type: 'MANAGED' }),
      ),
    ).rejects.toMatchObject(refused);
  });
});

describe('a job definition', () => {
  it('has revisions, of which a job takes the newest active one', async () => {
    const register = () =>
      account.batch.send(
        new RegisterJobDefinitionCommand({
          jobDefinitionName: 'align',
          type: 'container',
          containerProperties: container,
        }),
      );
    expect((await register()).revision).toBe(2);
    expect((await account.job(await account.submit())).jobDefinition).toMatch(/align:2$/);
    expect((await account.job(await account.submit({ jobDefinition: 'align:1' }))).jobDefinition).toMatch(
      /align:1$/,
    );
    await account.batch.send(new DeregisterJobDefinitionCommand({ jobDefinition: 'align:2' }));
    expect((await account.job(await account.submit())).jobDefinition).toMatch(/align:1$/);
    const { jobDefinitions } = await account.batch.send(
      new DescribeJobDefinitionsCommand({ jobDefinitionName: 'align', status: 'ACTIVE' }),
    );
    expect(jobDefinitions?.map(({ revision, status }) => [revision, status])).toEqual([[1, 'ACTIVE']]);
  });

  it.each([
    [{ type: 'container' as const }, 'Container properties should not be empty'],
    [{ type: 'container' as const, containerProperties: { image: 'x' } }, 'vcpus and memory'],
    [{ type: 'multinode' as const }, 'no multi-node jobs'],
  ])('is refused as %j', async (input, words) => {
    await expect(
      account.batch.send(new RegisterJobDefinitionCommand({ jobDefinitionName: 'x', ...input })),
    ).rejects.toMatchObject({ ...refused, message: expect.stringContaining(words) });
  });
});

describe('an operation that the sandbox has not', () => {
  it('is refused', async () => {
    const response = await account.endpoint.request('batch', '/v1/listschedulingpolicies', {
      method: 'POST',
      body: '{}',
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
  });
});

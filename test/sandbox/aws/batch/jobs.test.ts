import {
  CancelJobCommand,
  DescribeJobsCommand,
  ListJobsCommand,
  SubmitJobCommand,
  TerminateJobCommand,
  UpdateJobQueueCommand,
} from '@aws-sdk/client-batch';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openBatch } from './account.ts';

let account: Awaited<ReturnType<typeof openBatch>>;
beforeEach(async () => {
  account = await openBatch();
});
afterEach(() => account.stop());
const told = (name: string, value: string) => ({ containerOverrides: { environment: [{ name, value }] } });

describe('a job', () => {
  it('goes its way on the sandbox’s clock', async () => {
    const id = await account.submit();
    const seen = [(await account.job(id)).status];
    for (const seconds of [1, 1, 2, 2, 39]) {
      await account.seconds(seconds);
      seen.push((await account.job(id)).status);
    }
    expect(seen).toEqual(['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'RUNNING']);
    await account.seconds(1);
    expect(await account.job(id)).toMatchObject({
      jobId: id,
      jobArn: `arn:aws:batch:us-east-1:000000000000:job/${id}`,
      jobQueue: 'arn:aws:batch:us-east-1:000000000000:job-queue/work',
      jobDefinition: 'arn:aws:batch:us-east-1:000000000000:job-definition/align:1',
      status: 'SUCCEEDED',
      statusReason: 'Essential container in task exited',
      createdAt: Date.parse('2026-01-02T03:04:05Z'),
      startedAt: Date.parse('2026-01-02T03:04:11Z'),
      stoppedAt: Date.parse('2026-01-02T03:04:51Z'),
      container: { exitCode: 0 },
      attempts: [{ container: { exitCode: 0 }, statusReason: 'Essential container in task exited' }],
    });
  });

  it('has the definition’s container, changed as the job says, with its parameters filled in', async () => {
    const id = await account.submit({
      parameters: { sample: 'NA12878' },
      containerOverrides: {
        environment: [
          { name: 'THREADS', value: '8' },
          { name: 'MODE', value: 'fast' },
        ],
        resourceRequirements: [{ type: 'MEMORY', value: '8192' }],
      },
    });
    expect(await account.job(id)).toMatchObject({
      parameters: { sample: 'NA12878' },
      container: {
        image: 'registry.example.com/tools/aligner:1.2',
        command: ['align', 'NA12878'],
        environment: [
          { name: 'THREADS', value: '8' },
          { name: 'MODE', value: 'fast' },
        ],
        resourceRequirements: [
          { type: 'VCPU', value: '2' },
          { type: 'MEMORY', value: '8192' },
        ],
      },
    });
  });

  it.each([
    [
      'a variable with code and reason',
      told('SANDBOX_FAIL', '137 OutOfMemoryError: killed'),
      137,
      'OutOfMemoryError: killed',
    ],
    ['a variable with a reason alone', told('SANDBOX_FAIL', 'no such sample'), 1, 'no such sample'],
    ['a parameter', { parameters: { SANDBOX_FAIL: '2' } }, 2, undefined],
    ['its command', { containerOverrides: { command: ['sh', '-c', 'exit 3'] } }, 3, undefined],
  ])('fails when it is told to by %s', async (_how, more, exitCode, reason) => {
    const id = await account.submit(more);
    await account.seconds(60);
    const job = await account.job(id);
    expect(job).toMatchObject({ status: 'FAILED', statusReason: 'Essential container in task exited' });
    expect(job.container?.exitCode).toBe(exitCode);
    expect(job.container?.reason).toBe(reason);
  });

  it('lasts as long as it is told to', async () => {
    const id = await account.submit(told('SANDBOX_SECONDS', '300'));
    await account.seconds(305);
    expect((await account.job(id)).status).toBe('RUNNING');
    await account.seconds(1);
    expect((await account.job(id)).status).toBe('SUCCEEDED');
  });

  it('is tried again as often as it may be, and ends when its time is over', async () => {
    const id = await account.submit({
      ...told('SANDBOX_SECONDS', '600'),
      retryStrategy: { attempts: 2 },
      timeout: { attemptDurationSeconds: 60 },
    });
    await account.seconds(66);
    expect((await account.job(id)).status).toBe('RUNNABLE');
    await account.seconds(64);
    const job = await account.job(id);
    expect(job).toMatchObject({ status: 'FAILED', statusReason: 'Job attempt duration exceeded timeout' });
    expect(job.attempts).toHaveLength(2);
  });

  it('waits for those that it depends on, and fails with them', async () => {
    const first = await account.submit(told('SANDBOX_SECONDS', '100'));
    const second = await account.submit({ dependsOn: [{ jobId: first }] });
    const bad = await account.submit({ parameters: { SANDBOX_FAIL: '1' } });
    const third = await account.submit({ dependsOn: [{ jobId: second }, { jobId: bad }] });
    await account.seconds(50);
    expect((await account.job(second)).status).toBe('PENDING');
    expect(await account.job(third)).toMatchObject({
      status: 'FAILED',
      statusReason: 'Dependent Job failed',
    });
    await account.seconds(150);
    expect((await account.job(second)).status).toBe('SUCCEEDED');
  });

  it('can be cancelled until it starts, and terminated at any time', async () => {
    const early = await account.submit();
    const late = await account.submit();
    await account.batch.send(new CancelJobCommand({ jobId: early, reason: 'not needed' }));
    expect(await account.job(early)).toMatchObject({
      status: 'FAILED',
      statusReason: 'not needed',
      isCancelled: true,
    });
    await account.seconds(10);
    await account.batch.send(new CancelJobCommand({ jobId: late, reason: 'too late' }));
    expect((await account.job(late)).status).toBe('RUNNING');
    await account.batch.send(new TerminateJobCommand({ jobId: late, reason: 'costs too much' }));
    await account.seconds(100);
    expect(await account.job(late)).toMatchObject({
      status: 'FAILED',
      statusReason: 'costs too much',
      isTerminated: true,
      container: { exitCode: 137 },
    });
  });

  it.each([
    [{ jobQueue: 'none' }, 'JobQueue none not found.'],
    [{ jobDefinition: 'none' }, 'JobDefinition name none does not exist or is not in ACTIVE status'],
    [
      { jobDefinition: 'arn:aws:batch:us-east-1:000000000000:job-definition/none:1' },
      'JobDefinition arn:aws:batch:us-east-1:000000000000:job-definition/none:1 not found.',
    ],
    [{ jobName: '-a' }, 'Job name should match valid pattern'],
    [{ jobName: 'a'.repeat(129) }, 'Job name should match valid pattern'],
    [{ dependsOn: [{ jobId: 'none' }] }, 'Job none that it depends on could not be found'],
    [{ retryStrategy: { attempts: 11 } }, 'between 1 and 10'],
    [{ timeout: { attemptDurationSeconds: 5 } }, 'at least 60'],
    [{ arrayProperties: { size: 3 } }, 'no array jobs'],
  ])('is refused as %j', async (more, words) => {
    await expect(account.submit(more)).rejects.toMatchObject({
      name: 'ClientException',
      message: expect.stringContaining(words),
    });
  });

  it('is not taken by a queue that is disabled', async () => {
    await account.batch.send(new UpdateJobQueueCommand({ jobQueue: 'work', state: 'DISABLED' }));
    await expect(account.submit()).rejects.toMatchObject({ name: 'ClientException' });
  });
});

describe('jobs', () => {
  it('are listed by status, running ones where none is named, page by page', async () => {
    for (const jobName of ['a', 'b', 'c']) await account.submit({ jobName });
    const list = async (more: object = {}) =>
      (await account.batch.send(new ListJobsCommand({ jobQueue: 'work', ...more }))).jobSummaryList?.map(
        ({ jobName }) => jobName,
      );
    expect(await list()).toEqual([]);
    expect(await list({ jobStatus: 'SUBMITTED' })).toEqual(['c', 'b', 'a']);
    await account.seconds(10);
    const first = await account.batch.send(new ListJobsCommand({ jobQueue: 'work', maxResults: 2 }));
    expect(first.jobSummaryList?.map(({ jobName }) => jobName)).toEqual(['c', 'b']);
    expect(await list({ nextToken: first.nextToken })).toEqual(['a']);
    expect(await list({ filters: [{ name: 'JOB_NAME', values: ['b*'] }] })).toEqual(['b']);
    await expect(list({ jobQueue: 'none' })).rejects.toMatchObject({ name: 'ClientException' });
  });

  it('are described as far as they are there', async () => {
    const id = await account.submit();
    const { jobs } = await account.batch.send(new DescribeJobsCommand({ jobs: ['none', id] }));
    expect(jobs?.map(({ jobId }) => jobId)).toEqual([id]);
  });

  it('belong to their Region', async () => {
    const id = await account.submit();
    const { BatchClient } = await import('@aws-sdk/client-batch');
    const elsewhere = new BatchClient(account.client('eu-west-1'));
    expect((await elsewhere.send(new DescribeJobsCommand({ jobs: [id] }))).jobs).toEqual([]);
    const input = { jobName: 'a', jobQueue: 'work', jobDefinition: 'align' };
    await expect(elsewhere.send(new SubmitJobCommand(input))).rejects.toMatchObject({
      message: 'JobQueue work not found.',
    });
    elsewhere.destroy();
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shippedFunctions } from '../../../src/cli/functions.ts';
import { openBatch } from '../../sandbox/aws/batch/account.ts';

let account: Awaited<ReturnType<typeof openBatch>>;
const functions = shippedFunctions();
beforeAll(async () => {
  account = await openBatch();
  functions.useEnvironment({
    AWS_ENDPOINT_URL: account.endpoint.origin,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'functions',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
});
afterAll(async () => {
  await functions.stop();
  await account.stop();
});

const asked = {
  tool: 'strelka',
  sampleId: 'NA12878',
  workingDir: '/scratch',
  resultsS3Path: 's3://data/results',
  inputs: { bamS3Path: 's3://data/bam/', referenceS3Path: 's3://data/hg38' },
  job: { jobDefinition: 'align', jobQueue: 'work', cmdArgs: '--exome', memory: 9000 },
};
const submit = (more: object = {}) => functions.invoke('genomics-submit-job', { ...asked, ...more });
const statusOf = (jobId: string) => functions.invoke('genomics-job-status', { jobId });
const idOf = (answer: Awaited<ReturnType<typeof submit>>) =>
  answer.ok ? (answer.payload as { jobId: string }).jobId : '';

describe('submit-job', () => {
  it('makes the command line of the tool, and says where its results will be', async () => {
    const answer = await submit();
    expect(answer).toMatchObject({
      ok: true,
      payload: { ...asked, outputS3Path: 's3://data/results/NA12878/vcf/' },
    });
    const job = await account.job(idOf(answer));
    expect(job.jobName).toBe('vcf-NA12878');
    expect(job.container?.command).toEqual([
      ...['--sample', 'NA12878', '--results', 's3://data/results/NA12878/vcf/', '--working-dir', '/scratch'],
      ...['--bam', 's3://data/bam/', '--reference', 's3://data/hg38', '--args', '--exome'],
    ]);
    expect(job.container?.resourceRequirements).toContainEqual({ type: 'MEMORY', value: '9000' });
  });

  it('refuses a tool that it does not know', async () => {
    expect(await submit({ tool: 'bowtie' })).toMatchObject({ ok: false, errorType: 'UnknownToolError' });
  });
});

describe('job-status', () => {
  it('says how far a job has come', async () => {
    const id = idOf(await submit());
    expect(await statusOf(id)).toEqual({ ok: true, payload: { status: 'SUBMITTED' } });
    await account.seconds(60);
    expect(await statusOf(id)).toEqual({ ok: true, payload: { status: 'SUCCEEDED' } });
  });

  it('names the error of a failed job, with exit code and reason', async () => {
    const id = await account.submit({ parameters: { SANDBOX_FAIL: '137 out of memory' } });
    await account.seconds(60);
    expect(await statusOf(id)).toEqual({
      ok: true,
      payload: {
        status: 'FAILED',
        error: 'JobFailedError',
        reason: 'one failed with exit code 137: Essential container in task exited; out of memory',
      },
    });
  });

  it('fails where there is no such job', async () => {
    expect(await statusOf('none')).toMatchObject({ ok: false, errorType: 'JobNotFoundError' });
  });
});

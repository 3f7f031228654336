import { EventBridge } from '@aws-sdk/client-eventbridge';
import { SFN } from '@aws-sdk/client-sfn';
import { SQS } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../../../../src/platform/index.ts';
import { openBatch } from './account.ts';

let stop: () => Promise<void> = () => Promise.resolve();
afterEach(() => stop());

/** Batch, with what reaches a queue of its events, and a machine of one task. */
async function open() {
  const started: { name: string; payload: JsonValue }[] = [];
  const account = await openBatch({
    names: () => ['aligner'],
    has: (name) => name === 'aligner',
    invoke: (name, payload) => {
      started.push({ name, payload });
      return Promise.resolve({ ok: true, payload: null });
    },
  });
  const sqs = new SQS(account.client());
  const events = new EventBridge(account.client());
  const states = new SFN(account.client());
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'told' });
  await events.putRule({ Name: 'jobs', EventPattern: '{"source":["aws.batch"]}' });
  const Arn = 'arn:aws:sqs:us-east-1:000000000000:told';
  await events.putTargets({ Rule: 'jobs', Targets: [{ Id: 'queue', Arn }] });
  stop = async () => {
    for (const client of [sqs, events, states]) client.destroy();
    await account.stop();
  };
  return {
    ...account,
    states,
    started,
    async told(): Promise<readonly JsonObject[]> {
      await account.endpoint.settled();
      const all: JsonObject[] = [];
      for (;;) {
        const { Messages: messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
        if (messages.length === 0) return all;
        all.push(...messages.map(({ Body }) => JSON.parse(Body ?? '') as JsonObject));
      }
    },
    async run(resource: string, more: JsonObject = {}) {
      const Parameters = { JobName: 'a', JobQueue: 'work', JobDefinition: 'align', ...more };
      const definition = JSON.stringify({
        StartAt: 'Job',
        States: { Job: { Type: 'Task', Resource: `arn:aws:states:::${resource}`, Parameters, End: true } },
      });
      const roleArn = 'arn:aws:iam::000000000000:role/x';
      const { stateMachineArn } = await states.createStateMachine({ name: 'm', definition, roleArn });
      const { executionArn } = await states.startExecution({ stateMachineArn });
      await account.endpoint.settled();
      return executionArn;
    },
  };
}

describe('Batch Job State Change', () => {
  it('comes for every step but the first', async () => {
    const account = await open();
    const id = await account.submit({ parameters: { sample: 'NA12878' } });
    await account.seconds(60);
    const told = await account.told();
    expect(told.map(({ detail }) => (detail as JsonObject)['status'])).toEqual([
      'PENDING',
      'RUNNABLE',
      'STARTING',
      'RUNNING',
      'SUCCEEDED',
    ]);
    expect(told.at(-1)).toMatchObject({
      'detail-type': 'Batch Job State Change',
      source: 'aws.batch',
      resources: [`arn:aws:batch:us-east-1:000000000000:job/${id}`],
      detail: { jobId: id, jobName: 'one', attempts: [{ container: { exitCode: 0 } }] },
    });
  });
});

describe('what stands in for a container image', () => {
  it('is run once the job has had its time, with command and environment', async () => {
    const account = await open();
    const id = await account.submit({ parameters: { sample: 'NA12878' } });
    await account.seconds(45);
    expect(account.started).toEqual([]);
    await account.seconds(5);
    expect(account.started).toMatchObject([
      {
        name: 'aligner',
        payload: {
          command: ['align', 'NA12878'],
          environment: { THREADS: '4', AWS_BATCH_JOB_ID: id, AWS_BATCH_JOB_ATTEMPT: '1' },
        },
      },
    ]);
  });
});

describe('batch:submitJob of Step Functions', () => {
  it('answers once the job is submitted', async () => {
    const account = await open();
    const executionArn = await account.run('batch:submitJob', {
      Parameters: { sample: 'NA12878' },
      ContainerOverrides: { Environment: [{ Name: 'MODE', Value: 'fast' }] },
    });
    const { status, output } = await account.states.describeExecution({ executionArn });
    const answer = JSON.parse(output ?? '{}') as JsonObject;
    expect(status).toBe('SUCCEEDED');
    expect(answer).toMatchObject({ JobName: 'a', SdkHttpMetadata: { HttpStatusCode: 200 } });
    const job = await account.job(answer['JobId'] as string);
    expect(job.container?.command).toEqual(['align', 'NA12878']);
    expect(job.container?.environment).toEqual([
      { name: 'THREADS', value: '4' },
      { name: 'MODE', value: 'fast' },
      { name: 'MANAGED_BY_AWS', value: 'STARTED_BY_STEP_FUNCTIONS' },
    ]);
  });

  it('waits with .sync for the end, and gives the job', async () => {
    const account = await open();
    const executionArn = await account.run('batch:submitJob.sync');
    expect((await account.states.describeExecution({ executionArn })).status).toBe('RUNNING');
    await account.seconds(60);
    await account.endpoint.settled();
    const { status, output } = await account.states.describeExecution({ executionArn });
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output ?? '{}')).toMatchObject({
      JobName: 'a',
      Status: 'SUCCEEDED',
      StatusReason: 'Essential container in task exited',
      Container: { ExitCode: 0 },
      Parameters: { sample: 'none' },
    });
  });

  it('fails with .sync where the job fails, and tells of it', async () => {
    const account = await open();
    const executionArn = await account.run('batch:submitJob.sync', {
      Parameters: { SANDBOX_FAIL: '7 broken' },
    });
    await account.seconds(60);
    await account.endpoint.settled();
    const { status, error, cause } = await account.states.describeExecution({ executionArn });
    expect([status, error]).toEqual(['FAILED', 'States.TaskFailed']);
    expect(JSON.parse(cause ?? '{}')).toMatchObject({
      Status: 'FAILED',
      Container: { ExitCode: 7, Reason: 'broken' },
    });
  });

  it('ends the job when its execution is stopped', async () => {
    const account = await open();
    const executionArn = await account.run('batch:submitJob.sync');
    await account.seconds(20);
    await account.states.stopExecution({ executionArn });
    await account.endpoint.settled();
    const told = await account.told();
    expect(told.at(-1)).toMatchObject({ detail: { status: 'FAILED', isTerminated: true } });
  });

  it('is refused in Batch’s own words', async () => {
    const account = await open();
    const executionArn = await account.run('batch:submitJob', { JobQueue: 'none' });
    const { error, cause } = await account.states.describeExecution({ executionArn });
    expect(error).toBe('Batch.ClientException');
    expect(cause).toMatch(
      /^JobQueue none not found\. \(Service: AWSBatch; Status Code: 400; Error Code: ClientException;/,
    );
  });
});

import {
  BatchClient,
  CreateComputeEnvironmentCommand,
  CreateJobQueueCommand,
  DescribeJobsCommand,
  RegisterJobDefinitionCommand,
  SubmitJobCommand,
  type JobDetail,
  type SubmitJobCommandInput,
} from '@aws-sdk/client-batch';
import type { FunctionRunner } from '../../../../src/sandbox/aws/index.ts';
import { openEndpoint } from '../endpoint.ts';

export const container = {
  image: 'registry.example.com/tools/aligner:1.2',
  command: ['align', 'Ref::sample'],
  environment: [{ name: 'THREADS', value: '4' }],
  resourceRequirements: [
    { type: 'VCPU' as const, value: '2' },
    { type: 'MEMORY' as const, value: '4096' },
  ],
};

/** The local account with a queue and a definition, and a client of its Batch. */
export async function openBatch(images?: FunctionRunner) {
  const endpoint = await openEndpoint({}, images);
  const client = (region = 'us-east-1') => ({
    endpoint: endpoint.origin,
    region,
    credentials: { accessKeyId: 'tester', secretAccessKey: 'x' },
    maxAttempts: 1,
  });
  const batch = new BatchClient(client());
  await batch.send(
    new CreateComputeEnvironmentCommand({
      computeEnvironmentName: 'fleet',
      type: 'MANAGED',
      computeResources: { type: 'FARGATE', maxvCpus: 16, subnets: ['subnet-1'] },
    }),
  );
  await batch.send(
    new CreateJobQueueCommand({
      jobQueueName: 'work',
      priority: 1,
      computeEnvironmentOrder: [{ order: 1, computeEnvironment: 'fleet' }],
    }),
  );
  await batch.send(
    new RegisterJobDefinitionCommand({
      jobDefinitionName: 'align',
      type: 'container',
      containerProperties: container,
      parameters: { sample: 'none' },
    }),
  );
  return {
    endpoint,
    client,
    batch,
    async submit(more: Partial<SubmitJobCommandInput> = {}): Promise<string> {
      const input = { jobName: 'one', jobQueue: 'work', jobDefinition: 'align', ...more };
      return (await batch.send(new SubmitJobCommand(input))).jobId ?? '';
    },
    async job(id: string): Promise<Partial<JobDetail>> {
      const { jobs = [] } = await batch.send(new DescribeJobsCommand({ jobs: [id] }));
      return jobs[0] ?? {};
    },
    seconds: (count: number) => endpoint.clock.advance(count * 1000),
    async stop() {
      batch.destroy();
      await endpoint.stop();
    },
  };
}

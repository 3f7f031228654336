import { EC2 } from '@aws-sdk/client-ec2';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { SQS } from '@aws-sdk/client-sqs';
import { openEndpoint, type Endpoint } from '../endpoint.ts';

/** The local account, its EC2 in two Regions, and the events of snapshots there. */
export interface Account {
  readonly endpoint: Endpoint;
  readonly oregon: EC2;
  readonly ohio: EC2;
  /** The events that a rule on the Region's default bus caught since the last look. */
  events(region: string): Promise<readonly unknown[]>;
  volume(): Promise<string>;
  /** A snapshot of a new volume in Oregon, completed. */
  snapshot(): Promise<string>;
  stop(): Promise<void>;
}

export async function openEc2(): Promise<Account> {
  const endpoint = await openEndpoint();
  const settings = (region: string) => ({
    endpoint: endpoint.origin,
    region,
    credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
    maxAttempts: 1,
  });
  const [oregon, ohio] = [new EC2(settings('us-west-2')), new EC2(settings('us-east-2'))];
  const queues = new Map<string, { readonly sqs: SQS; readonly url: string }>();
  for (const region of ['us-west-2', 'us-east-2']) {
    const [sqs, bus] = [new SQS(settings(region)), new EventBridge(settings(region))];
    const { QueueUrl: url = '' } = await sqs.createQueue({ QueueName: 'snapshots' });
    await bus.putRule({ Name: 'snapshots', EventPattern: '{"source":["aws.ec2"]}' });
    const Arn = `arn:aws:sqs:${region}:000000000000:snapshots`;
    await bus.putTargets({ Rule: 'snapshots', Targets: [{ Id: 'queue', Arn }] });
    bus.destroy();
    queues.set(region, { sqs, url });
  }
  const account: Account = {
    endpoint,
    oregon,
    ohio,
    async events(region) {
      await endpoint.settled();
      const queue = queues.get(region);
      const answer = await queue?.sqs.receiveMessage({ QueueUrl: queue.url, MaxNumberOfMessages: 10 });
      return (answer?.Messages ?? []).map(({ Body = '' }) => JSON.parse(Body) as unknown);
    },
    async volume() {
      const { VolumeId = '' } = await oregon.createVolume({ AvailabilityZone: 'us-west-2a', Size: 8 });
      return VolumeId;
    },
    async snapshot() {
      const { SnapshotId = '' } = await oregon.createSnapshot({ VolumeId: await account.volume() });
      await endpoint.clock.advance(10_000);
      return SnapshotId;
    },
    async stop() {
      for (const { sqs } of queues.values()) sqs.destroy();
      oregon.destroy();
      ohio.destroy();
      await endpoint.stop();
    },
  };
  return account;
}

/** What a call was refused with. */
export async function refused(
  call: Promise<unknown>,
): Promise<{ readonly name: string; readonly message: string }> {
  try {
    await call;
  } catch (error) {
    const { name, message } = error as Error;
    return { name, message };
  }
  throw new Error('The call was not refused.');
}

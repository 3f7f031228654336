import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { SFNClient, type SFNClientConfig } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';

/** Credentials other than those that the SDK finds by itself. */
export type Credentials = NonNullable<SFNClientConfig['credentials']>;

export interface AwsOptions {
  readonly region: string;
  /** Another address than AWS's own; the sandbox's. */
  readonly endpoint?: string;
}

/** A call that AWS does not answer in this time is tried again. */
const requestTimeout = 10_000;
const connectionTimeout = 3_000;
/** GetActivityTask holds a request for 60 s. https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html */
const longPollTimeout = 65_000;
/** A receive waits for 20 s at most. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const receiveTimeout = 30_000;

/** One client an API group: what throttles one does not slow the others. */
export interface Clients {
  readonly calls: SFNClient;
  readonly polls: SFNClient;
  readonly queues: SQSClient;
  readonly sts: STSClient;
  readonly iam: IAMClient;
  /** CloudTrail answers for one Region at a time. */
  trail(region: string): CloudTrailClient;
  /** A topic is published to in its own Region. */
  topics(region: string): SNSClient;
  destroy(): void;
}

/** @param credentials those of another account's role; absent: Signalbox's own */
export function createClients(options: AwsOptions, credentials?: Credentials): Clients {
  const place = {
    region: options.region,
    ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
    ...(credentials && { credentials }),
  };
  const patient = { connectionTimeout, requestTimeout, throwOnRequestTimeout: true };
  const calls = new SFNClient({ ...place, retryMode: 'standard', maxAttempts: 3, requestHandler: patient });
  // Long polls have sockets of their own, and no retries: a poll that failed is simply polled again.
  const polls = new SFNClient({
    ...place,
    maxAttempts: 1,
    requestHandler: { connectionTimeout, requestTimeout: longPollTimeout, throwOnRequestTimeout: true },
  });
  const queues = new SQSClient({
    ...place,
    maxAttempts: 1,
    requestHandler: { connectionTimeout, requestTimeout: receiveTimeout, throwOnRequestTimeout: true },
  });
  const sts = new STSClient({ ...place, retryMode: 'standard', maxAttempts: 3, requestHandler: patient });
  const iam = new IAMClient({ ...place, retryMode: 'standard', maxAttempts: 3, requestHandler: patient });
  const settings = { retryMode: 'standard' as const, maxAttempts: 3, requestHandler: patient };
  const trails = aRegion((region) => new CloudTrailClient({ ...place, ...settings, region }));
  const topics = aRegion((region) => new SNSClient({ ...place, ...settings, region }));
  return {
    calls,
    polls,
    queues,
    sts,
    iam,
    trail: trails.of,
    topics: topics.of,
    destroy() {
      const all = [calls, polls, queues, sts, iam, ...trails.made(), ...topics.made()];
      for (const client of all) client.destroy();
    },
  };
}

/** One client a Region, made when the Region is first asked. */
function aRegion<C>(make: (region: string) => C): { of: (region: string) => C; made: () => Iterable<C> } {
  const clients = new Map<string, C>();
  return {
    of(region) {
      const client = clients.get(region) ?? make(region);
      clients.set(region, client);
      return client;
    },
    made: () => clients.values(),
  };
}

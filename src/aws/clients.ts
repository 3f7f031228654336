import { IAMClient } from '@aws-sdk/client-iam';
import { SFNClient, type SFNClientConfig } from '@aws-sdk/client-sfn';
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
  const all = [calls, polls, queues, sts, iam];
  return {
    calls,
    polls,
    queues,
    sts,
    iam,
    destroy() {
      for (const client of all) client.destroy();
    },
  };
}

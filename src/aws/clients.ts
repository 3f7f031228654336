import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';

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

export function createClients(options: AwsOptions): {
  calls: SFNClient;
  polls: SFNClient;
  sts: STSClient;
  destroy(): void;
} {
  const place = {
    region: options.region,
    ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
  };
  const patient = { connectionTimeout, requestTimeout, throwOnRequestTimeout: true };
  const calls = new SFNClient({ ...place, retryMode: 'standard', maxAttempts: 3, requestHandler: patient });
  // Long polls have sockets of their own, and no retries: a poll that failed is simply polled again.
  const polls = new SFNClient({
    ...place,
    maxAttempts: 1,
    requestHandler: { connectionTimeout, requestTimeout: longPollTimeout, throwOnRequestTimeout: true },
  });
  const sts = new STSClient({ ...place, retryMode: 'standard', maxAttempts: 3, requestHandler: patient });
  return {
    calls,
    polls,
    sts,
    destroy() {
      calls.destroy();
      polls.destroy();
      sts.destroy();
    },
  };
}

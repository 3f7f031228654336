import { IAMClient } from '@aws-sdk/client-iam';
import { openEndpoint, type Endpoint } from '../endpoint.ts';

/** The local account, and a client of its IAM. */
export async function openIam(): Promise<{ iam: IAMClient; endpoint: Endpoint; stop: () => Promise<void> }> {
  const endpoint = await openEndpoint();
  const iam = new IAMClient({
    endpoint: endpoint.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
    maxAttempts: 1,
  });
  return {
    iam,
    endpoint,
    async stop() {
      iam.destroy();
      await endpoint.stop();
    },
  };
}

export function policy(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

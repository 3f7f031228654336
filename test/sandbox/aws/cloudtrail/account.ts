import {
  CloudTrailClient,
  LookupEventsCommand,
  type Event,
  type LookupAttributeKey,
} from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { openEndpoint } from '../endpoint.ts';

/** The local account with clients of a person, and what CloudTrail knows. */
export async function openTrail() {
  const endpoint = await openEndpoint();
  const client = (accessKeyId = 'jane', region = 'us-east-1') => ({
    endpoint: endpoint.origin,
    region,
    credentials: { accessKeyId, secretAccessKey: 'x' },
    maxAttempts: 1,
  });
  const trail = new CloudTrailClient(client('auditor'));
  const elsewhere = new CloudTrailClient(client('auditor', 'eu-west-1'));
  const iam = new IAMClient(client());
  return {
    endpoint,
    client,
    trail,
    elsewhere,
    iam,
    async by(
      AttributeKey: LookupAttributeKey,
      AttributeValue: string,
      at = trail,
    ): Promise<readonly Event[]> {
      const LookupAttributes = [{ AttributeKey, AttributeValue }];
      return (await at.send(new LookupEventsCommand({ LookupAttributes }))).Events ?? [];
    },
    async stop() {
      for (const one of [trail, elsewhere, iam]) one.destroy();
      await endpoint.stop();
    },
  };
}

export function recordOf(event: Event | undefined): Record<string, unknown> {
  return JSON.parse(event?.CloudTrailEvent ?? '{}') as Record<string, unknown>;
}

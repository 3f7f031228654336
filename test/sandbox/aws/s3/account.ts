import { S3, type S3ClientConfig } from '@aws-sdk/client-s3';
import { openEndpoint, type Endpoint } from '../endpoint.ts';

/** The local account, and clients of its S3. */
export interface Account {
  readonly endpoint: Endpoint;
  /** A client of a Region; the same one each time it is asked without further settings. */
  in(region: string, settings?: S3ClientConfig): S3;
  stop(): Promise<void>;
}

export async function openS3(): Promise<Account> {
  const endpoint = await openEndpoint();
  const clients: S3[] = [];
  return {
    endpoint,
    in(region, settings = {}) {
      const client = new S3({
        endpoint: endpoint.origin,
        region,
        credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
        maxAttempts: 1,
        ...settings,
      });
      clients.push(client);
      return client;
    },
    async stop() {
      for (const client of clients) client.destroy();
      await endpoint.stop();
    },
  };
}

/** What a call was refused with. */
export async function refused(
  call: Promise<unknown>,
): Promise<{ readonly name: string; readonly message: string; readonly status: number | undefined }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error('The call was not refused.');
}

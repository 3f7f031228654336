import { SQSClient } from '@aws-sdk/client-sqs';
import { describeDeadLetterQueue } from '../contracts/dead-letter-queue.ts';
import { describeQueuePoller } from '../contracts/queue-poller.ts';
import { describeQueueService } from '../contracts/queue.ts';
import type { QueueService } from '../contracts/queue-stage.ts';

/** Everything that Signalbox's sandbox is held to as a queue service, held against a service that run.mjs has started. */
export function describePeer(name: string): void {
  const endpoint = process.env[`SIGNALBOX_PEER_${name.toUpperCase()}`];
  if (endpoint === undefined) throw new Error(`${name} is not running: use npm run test:aws`);
  const open = (): Promise<QueueService> => {
    const credentials = { accessKeyId: 'tester', secretAccessKey: 'tester' };
    const client = new SQSClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
    return Promise.resolve({
      client,
      close() {
        client.destroy();
        return Promise.resolve();
      },
    });
  };
  describeQueueService(name, open);
  describeQueuePoller(name, open);
  describeDeadLetterQueue(name, open);
}

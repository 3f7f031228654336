import { SQSClient, CreateQueueCommand } from '@aws-sdk/client-sqs';
import { createShiftableClock, type ShiftableClock } from '../../../../src/platform/index.ts';
import { createLocalAws } from '../../../../src/sandbox/aws/index.ts';
import { createCallLog } from '../../../../src/sandbox/knobs/calls.ts';
import { createFaults, type Faults } from '../../../../src/sandbox/knobs/faults.ts';
import { createHolds } from '../../../../src/sandbox/knobs/holds.ts';
import { serve } from '../../../../src/sandbox/web/server.ts';

export const monday = Date.parse('2026-03-02T09:00:00Z');

/** A local AWS whose clock stands still until it is moved, unless another is given. */
export interface Account {
  readonly client: SQSClient;
  readonly clock: ShiftableClock;
  readonly faults: Faults;
  readonly origin: string;
  clientOf(settings: { region?: string; accessKeyId?: string }): SQSClient;
  /** A queue of that name, its URL. */
  queue(name: string, attributes?: Record<string, string>): Promise<string>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

const noSeeds = { machines: [], activities: [] };

export async function openAccount(options: { clock?: ShiftableClock } = {}): Promise<Account> {
  const clock = options.clock ?? createShiftableClock({ frozenAt: monday });
  const faults = createFaults();
  const aws = createLocalAws({
    clock,
    faults,
    calls: createCallLog(),
    holds: createHolds(),
    botAccessKeyId: 'bot',
    functions: {
      names: () => [],
      has: () => false,
      invoke: () => Promise.reject(new Error('no functions here')),
    },
    origin: () => server.origin,
  });
  const server = await serve({ port: 0, option: 'aws-port', handler: aws.handler });
  await aws.seed(noSeeds);
  const clients: SQSClient[] = [];
  const clientOf: Account['clientOf'] = ({ region = 'us-east-1', accessKeyId = 'tester' }) => {
    const credentials = { accessKeyId, secretAccessKey: 'tester' };
    const client = new SQSClient({ endpoint: server.origin, region, credentials, maxAttempts: 1 });
    clients.push(client);
    return client;
  };
  const client = clientOf({});
  return {
    client,
    clock,
    faults,
    origin: server.origin,
    clientOf,
    async queue(QueueName, Attributes = {}) {
      return (await client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
    },
    async reset() {
      aws.reset();
      await aws.seed(noSeeds);
    },
    async close() {
      for (const each of clients) each.destroy();
      aws.reset();
      await server.stop();
    },
  };
}

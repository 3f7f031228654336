import type { Clock, Logger } from '../../../platform/index.ts';
import type { Colleagues, Service } from '../service.ts';
import { createDeliveries } from './delivery.ts';
import { publishOperations } from './publish-operations.ts';
import { subscriptionOperations } from './subscription-operations.ts';
import { topicOperations } from './topic-operations.ts';
import type { Topics } from './topic.ts';
import { withEntries } from '../query-lists.ts';

export interface LocalSns {
  readonly service: Service;
  /** Resolves when everything that is due now is delivered. */
  settled(): Promise<void>;
  reset(): void;
}

export function createLocalSns(needs: { clock: Clock; colleagues: Colleagues; log: Logger }): LocalSns {
  const topics: Topics = new Map();
  const deliveries = createDeliveries(needs);
  const now = () => needs.clock.now();
  return {
    service: {
      name: 'sns',
      query: {
        namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
        write: (_operation, answer) => withEntries(answer, 'Attributes'),
      },
      operations: {
        ...topicOperations(topics),
        ...subscriptionOperations(topics),
        ...publishOperations({
          topics,
          now,
          deliver: (topic, published) => {
            deliveries.send(topic, published);
          },
        }),
      },
    },
    settled: () => deliveries.settled(),
    reset() {
      deliveries.clear();
      topics.clear();
    },
  };
}

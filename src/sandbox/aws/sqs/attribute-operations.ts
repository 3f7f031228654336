import type { Operations } from '../operation.ts';
import { missingParameter } from './errors.ts';
import { text, textMap, texts } from './parameters.ts';
import { changed, isQueueAttribute, readAttributes, unknownAttribute } from './queue-attributes.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { checkRedriveTarget } from './redrive-target.ts';

export function attributeOperations(queues: Queues): Operations {
  return {
    GetQueueAttributes(params, caller) {
      const queue = queues.at(text(params, 'QueueUrl'), caller);
      const wanted = texts(params, 'AttributeNames');
      for (const name of wanted) if (name !== 'All' && !isQueueAttribute(name)) throw unknownAttribute(name);
      const found = Object.entries(allAttributes(queue)).filter(
        ([name]) => wanted.includes('All') || wanted.includes(name),
      );
      return found.length > 0 ? { Attributes: Object.fromEntries(found) } : {};
    },
    SetQueueAttributes(params, caller) {
      const queue = queues.at(text(params, 'QueueUrl'), caller);
      const written = textMap(params, 'Attributes');
      if (Object.keys(written).length === 0) throw missingParameter('Attribute.Name');
      const kept = readAttributes(written, { fifo: queue.fifo, isNew: false });
      const after = changed(queue.attributes, kept);
      if (kept['RedrivePolicy'] !== undefined) checkRedriveTarget(after, queue.arn, queues);
      queue.setAttributes(after);
      return {};
    },
  };
}

function allAttributes(queue: Queue): Readonly<Record<string, string>> {
  queue.settle();
  const { ready, inFlight, delayed } = queue.stock;
  const seconds = (ms: number) => String(Math.floor(ms / 1000));
  return {
    ...queue.attributes,
    ApproximateNumberOfMessages: String(ready),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    QueueArn: queue.arn,
  };
}

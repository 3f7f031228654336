import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CancelMessageMoveTaskCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { errorOf, newQueue, type QueueService, type TestedQueue } from './queue-stage.ts';

export function describeDeadLetters(open: () => Promise<QueueService>): void {
  describe('a dead-letter queue', () => {
    let service: QueueService;
    let dead: TestedQueue;
    let queue: TestedQueue;
    beforeAll(async () => {
      service = await open();
    });
    beforeEach(async () => {
      dead = await newQueue(service.client);
      queue = await newQueue(service.client, { RedrivePolicy: policy(dead.arn, 2) });
    });
    afterAll(() => service.close());
    const policy = (deadLetterTargetArn: string, maxReceiveCount: number | string) =>
      JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
    const receiveTwice = async () => {
      await queue.receive({ VisibilityTimeout: 0 });
      await queue.receive({ VisibilityTimeout: 0 });
    };
    const redriveTo = (RedrivePolicy: string) =>
      service.client.send(
        new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { RedrivePolicy } }),
      );

    it('gets a message after exactly as many receives as the policy allows', async () => {
      await queue.send('poison');
      expect(await queue.bodies({ VisibilityTimeout: 0 })).toEqual(['poison']);
      expect(await queue.bodies({ VisibilityTimeout: 0 })).toEqual(['poison']);
      expect(await queue.bodies()).toEqual([]);
      expect(await dead.bodies()).toEqual(['poison']);
    });

    it('tells from where a message came', async () => {
      const id = await queue.send('poison');
      await receiveTwice();
      await queue.receive();
      const [message] = await dead.receive();
      expect(message?.MessageId).toBe(id);
      expect(message?.Attributes?.DeadLetterQueueSourceArn).toBe(queue.arn);
    });

    it('lets what is received less often through', async () => {
      await queue.send('poison');
      await receiveTwice();
      await queue.send('fine');
      expect(await queue.bodies()).toEqual(['fine']);
    });

    it('keeps the policy as it was given', async () => {
      const kept = JSON.parse((await queue.attribute('RedrivePolicy')) ?? '{}') as Record<string, unknown>;
      expect(kept).toMatchObject({ deadLetterTargetArn: dead.arn });
      expect(Number(kept['maxReceiveCount'])).toBe(2);
    });

    it('is found by those that use it', async () => {
      const { queueUrls } = await service.client.send(
        new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead.url }),
      );
      expect(queueUrls).toEqual([queue.url]);
    });

    it.each([
      ['is not JSON', () => 'nonsense'],
      ['names a queue that does not exist', () => policy(`${dead.arn}-missing`, 2)],
      ['allows no receive', () => policy(dead.arn, 0)],
      ['names no count', () => JSON.stringify({ deadLetterTargetArn: dead.arn })],
    ])('is not set by a policy that %s', async (_what, written) => {
      expect(await errorOf(redriveTo(written()))).toMatch(
        /InvalidParameterValue|InvalidAttributeValue|QueueDoesNotExist/,
      );
    });

    it('gives its messages back where they came from', async () => {
      await queue.send('second chance');
      await receiveTwice();
      await queue.receive();
      await service.client.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
      expect(await queue.bodies({ WaitTimeSeconds: 10 })).toEqual(['second chance']);
      const { Results } = await service.client.send(new ListMessageMoveTasksCommand({ SourceArn: dead.arn }));
      expect(Results?.[0]).toMatchObject({
        SourceArn: dead.arn,
        Status: 'COMPLETED',
        ApproximateNumberOfMessagesMoved: 1,
      });
    });

    it('gives its messages to another queue that is named', async () => {
      const other = await newQueue(service.client);
      await dead.send('sent here');
      await service.client.send(
        new StartMessageMoveTaskCommand({ SourceArn: dead.arn, DestinationArn: other.arn }),
      );
      expect(await other.bodies({ WaitTimeSeconds: 10 })).toEqual(['sent here']);
    });

    it('moves nothing for what is no dead-letter queue, or is not there', async () => {
      const start = (SourceArn: string) =>
        errorOf(service.client.send(new StartMessageMoveTaskCommand({ SourceArn })));
      expect(await start(queue.arn)).not.toBe('no error');
      expect(await start(`${dead.arn}-missing`)).toBe('ResourceNotFoundException');
    });

    it('knows no task that was never started', async () => {
      const TaskHandle = Buffer.from(
        JSON.stringify({ taskId: 'a5a3e9d0-1111-4111-8111-111111111111', sourceArn: dead.arn }),
      ).toString('base64');
      const cancel = service.client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
      expect(await errorOf(cancel)).toBe('ResourceNotFoundException');
    });
  });
}

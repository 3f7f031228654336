import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AddPermissionCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  RemovePermissionCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { errorOf, newQueue, type QueueService } from './queue-stage.ts';

export function describeQueues(open: () => Promise<QueueService>): void {
  describe('a queue', () => {
    let service: QueueService;
    beforeAll(async () => {
      service = await open();
    });
    afterAll(() => service.close());
    const create = (QueueName: string, Attributes: Record<string, string> = {}) =>
      service.client.send(new CreateQueueCommand({ QueueName, Attributes }));
    const set = (QueueUrl: string, Attributes: Record<string, string>) =>
      service.client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));

    it('is created once: the same name and attributes again give the same URL', async () => {
      const first = await create('once', { VisibilityTimeout: '45' });
      expect((await create('once', { VisibilityTimeout: '45' })).QueueUrl).toBe(first.QueueUrl);
      expect((await create('once')).QueueUrl).toBe(first.QueueUrl);
    });

    it('is refused where the name exists with another value of an attribute', async () => {
      await create('taken', { VisibilityTimeout: '45' });
      expect(await errorOf(create('taken', { VisibilityTimeout: '46' }))).toBe('QueueNameExists');
    });

    it.each([
      ['a space', 'two words'],
      ['a dot', 'dot.ted'],
      ['81 characters', 'q'.repeat(81)],
      ['the ending of a FIFO queue without being one', 'standard.fifo'],
    ])('is refused a name with %s', async (_what, name) => {
      expect(await errorOf(create(name))).toMatch(/InvalidParameterValue/);
    });

    it('is refused as a FIFO queue without the ending .fifo', async () => {
      expect(await errorOf(create('plain', { FifoQueue: 'true' }))).toMatch(/InvalidParameterValue/);
    });

    it('is found by its name', async () => {
      const { QueueUrl } = await create('findable');
      const found = await service.client.send(new GetQueueUrlCommand({ QueueName: 'findable' }));
      expect(found.QueueUrl).toBe(QueueUrl);
      const missing = service.client.send(new GetQueueUrlCommand({ QueueName: 'nowhere' }));
      expect(await errorOf(missing)).toBe('QueueDoesNotExist');
    });

    it('is listed by prefix, page by page', async () => {
      for (const name of ['page-a', 'page-b', 'page-c']) await create(name);
      const list = (NextToken?: string) =>
        service.client.send(new ListQueuesCommand({ QueueNamePrefix: 'page-', MaxResults: 2, NextToken }));
      const first = await list();
      expect(first.QueueUrls).toHaveLength(2);
      const second = await list(first.NextToken);
      expect([...(first.QueueUrls ?? []), ...(second.QueueUrls ?? [])].map((url) => url.slice(-6))).toEqual([
        'page-a',
        'page-b',
        'page-c',
      ]);
      expect(second.NextToken).toBeUndefined();
    });

    it('is gone after it was deleted', async () => {
      const { url } = await newQueue(service.client);
      await service.client.send(new DeleteQueueCommand({ QueueUrl: url }));
      expect(await errorOf(service.client.send(new DeleteQueueCommand({ QueueUrl: url })))).toBe(
        'QueueDoesNotExist',
      );
    });

    it('tells its attributes, those that were set and those that are usual', async () => {
      const { url } = await newQueue(service.client, { DelaySeconds: '7' });
      const { Attributes } = await service.client.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
      );
      expect(Attributes).toMatchObject({
        DelaySeconds: '7',
        VisibilityTimeout: '30',
        MessageRetentionPeriod: '345600',
        ReceiveMessageWaitTimeSeconds: '0',
        ApproximateNumberOfMessages: '0',
        ApproximateNumberOfMessagesNotVisible: '0',
        ApproximateNumberOfMessagesDelayed: '0',
      });
      expect(Attributes?.['QueueArn']).toMatch(/^arn:aws:sqs:[\w-]+:\d{12}:q-/);
      expect(Attributes?.['CreatedTimestamp']).toMatch(/^\d{10}$/);
      expect(Attributes?.['LastModifiedTimestamp']).toMatch(/^\d{10}$/);
    });

    it.each([
      ['VisibilityTimeout', '43201'],
      ['VisibilityTimeout', '-1'],
      ['DelaySeconds', '901'],
      ['MessageRetentionPeriod', '59'],
      ['MessageRetentionPeriod', '1209601'],
      ['MaximumMessageSize', '1023'],
      ['MaximumMessageSize', '1048577'],
      ['ReceiveMessageWaitTimeSeconds', '21'],
      ['DelaySeconds', 'soon'],
    ])('is refused %s = %s', async (name, value) => {
      const { url } = await newQueue(service.client);
      expect(await errorOf(set(url, { [name]: value }))).toMatch(
        /InvalidAttributeValue|InvalidParameterValue/,
      );
    });

    it('takes a change of attributes, and no unknown ones', async () => {
      const queue = await newQueue(service.client);
      await set(queue.url, { VisibilityTimeout: '120', MaximumMessageSize: '2048' });
      expect(await queue.attribute('VisibilityTimeout')).toBe('120');
      expect(await queue.attribute('MaximumMessageSize')).toBe('2048');
      expect(await errorOf(set(queue.url, { Colour: 'red' }))).toBe('InvalidAttributeName');
      expect(await errorOf(set(queue.url, { ContentBasedDeduplication: 'true' }))).toMatch(/Invalid/);
    });

    it('is emptied by a purge, what is in flight included', async () => {
      const queue = await newQueue(service.client);
      await queue.send('one');
      await queue.receive();
      await queue.send('two');
      await service.client.send(new PurgeQueueCommand({ QueueUrl: queue.url }));
      expect(await queue.bodies()).toEqual([]);
      expect(await queue.attribute('ApproximateNumberOfMessagesNotVisible')).toBe('0');
    });

    it('carries tags', async () => {
      const { url } = await newQueue(service.client);
      const tags = async () =>
        (await service.client.send(new ListQueueTagsCommand({ QueueUrl: url }))).Tags ?? {};
      await service.client.send(
        new TagQueueCommand({ QueueUrl: url, Tags: { team: 'release', stage: 'test' } }),
      );
      await service.client.send(new UntagQueueCommand({ QueueUrl: url, TagKeys: ['stage'] }));
      expect(await tags()).toEqual({ team: 'release' });
    });

    it('is created with tags', async () => {
      const made = await service.client.send(
        new CreateQueueCommand({ QueueName: 'tagged', tags: { team: 'release' } }),
      );
      const { Tags } = await service.client.send(new ListQueueTagsCommand({ QueueUrl: made.QueueUrl }));
      expect(Tags).toEqual({ team: 'release' });
    });

    it('keeps permissions in its policy until they are removed', async () => {
      const queue = await newQueue(service.client);
      const permission = { QueueUrl: queue.url, Label: 'readers' };
      await service.client.send(
        new AddPermissionCommand({
          ...permission,
          AWSAccountIds: ['111111111111'],
          Actions: ['ReceiveMessage'],
        }),
      );
      expect(await queue.attribute('Policy')).toMatch(/"Sid":\s?"readers"/);
      await service.client.send(new RemovePermissionCommand(permission));
      expect((await queue.attribute('Policy')) ?? '').not.toMatch(/readers/);
    });
  });
}

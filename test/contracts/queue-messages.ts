import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SendMessageCommand, type MessageAttributeValue } from '@aws-sdk/client-sqs';
import { errorOf, newQueue, type QueueService, type TestedQueue } from './queue-stage.ts';

export function describeMessages(open: () => Promise<QueueService>): void {
  describe('a message', () => {
    let service: QueueService;
    let queue: TestedQueue;
    beforeAll(async () => {
      service = await open();
      queue = await newQueue(service.client);
    });
    afterAll(() => service.close());
    const sendWith = (MessageAttributes: Record<string, MessageAttributeValue>) =>
      queue.send('with attributes', { MessageAttributes });

    it('comes out as it went in, whatever allowed characters it has', async () => {
      const own = await newQueue(service.client);
      const body = 'tab\t line\n return\r <&">\' ünïcode \u{1f6a6} \ud7ff\ue000\ufffd';
      const id = await own.send(body);
      const [message] = await own.receive();
      expect(message).toMatchObject({
        MessageId: id,
        Body: body,
        MD5OfBody: createHash('md5').update(body).digest('hex'),
      });
    });

    it.each([
      ['a null character', 'a\u0000b'],
      ['a control character', 'a\u001bb'],
      ['a non-character', 'a\uffffb'],
    ])('is refused with %s', async (_what, body) => {
      expect(await errorOf(queue.send(body))).toBe('InvalidMessageContents');
    });

    it('is refused without a body', async () => {
      expect(await errorOf(queue.send(''))).not.toBe('no error');
    });

    it('may hold 1 MiB, and not one byte more', async () => {
      const own = await newQueue(service.client);
      const attribute = { size: { DataType: 'String', StringValue: 'x'.repeat(100) } };
      const room = 1_048_576 - 'sizeString'.length - 100;
      expect(await errorOf(own.send('x'.repeat(1_048_577)))).toMatch(/InvalidParameterValue/);
      expect(await errorOf(own.send('x'.repeat(room + 1), { MessageAttributes: attribute }))).toMatch(
        /InvalidParameterValue/,
      );
      expect(await own.send('x'.repeat(room), { MessageAttributes: attribute })).not.toBe('');
    });

    it('is held to the size that its queue was given', async () => {
      const small = await newQueue(service.client, { MaximumMessageSize: '1024' });
      expect(await errorOf(small.send('x'.repeat(1025)))).toMatch(/InvalidParameterValue/);
      expect(await small.send('é'.repeat(512))).not.toBe('');
    });

    it('brings its attributes of every type, whose digest the client agrees with', async () => {
      const own = await newQueue(service.client);
      const MessageAttributes = {
        kind: { DataType: 'String', StringValue: 'approval' },
        'trace.id': { DataType: 'Number.int', StringValue: '42' },
        raw: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 1, 254, 255) },
      };
      const sent = await service.client.send(
        new SendMessageCommand({ QueueUrl: own.url, MessageBody: 'rich', MessageAttributes }),
      );
      const [message] = await own.receive({ MessageAttributeNames: ['All'] });
      expect(message?.MessageAttributes).toMatchObject({
        kind: { DataType: 'String', StringValue: 'approval' },
        'trace.id': { DataType: 'Number.int', StringValue: '42' },
      });
      expect([...(message?.MessageAttributes?.['raw']?.BinaryValue ?? [])]).toEqual([0, 1, 254, 255]);
      expect(message?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
      expect(sent.MD5OfMessageAttributes).toBe(digestOf(MessageAttributes));
    });

    it.each([
      [['kind'], ['kind']],
      [['trace.*'], ['trace.id', 'trace.parent']],
      [['All'], ['kind', 'trace.id', 'trace.parent']],
      [['nothing'], []],
      [[], []],
    ])('shows of its attributes those asked for: %j', async (wanted, shown) => {
      const own = await newQueue(service.client);
      const value = { DataType: 'String', StringValue: 'x' };
      await own.send('chosen', {
        MessageAttributes: { kind: value, 'trace.id': value, 'trace.parent': value },
      });
      const [message] = await own.receive({ MessageAttributeNames: wanted });
      expect(Object.keys(message?.MessageAttributes ?? {}).sort()).toEqual(shown);
    });

    it.each<[string, Record<string, MessageAttributeValue>]>([
      ['a type that there is not', { a: { DataType: 'Colour', StringValue: 'red' } }],
      ['no value', { a: { DataType: 'String', StringValue: '' } }],
      ['a number that is none', { a: { DataType: 'Number', StringValue: 'many' } }],
      ['a reserved name', { 'AWS.secret': { DataType: 'String', StringValue: 'x' } }],
      ['a name with a space', { 'a b': { DataType: 'String', StringValue: 'x' } }],
      ['a name with two dots in a row', { 'a..b': { DataType: 'String', StringValue: 'x' } }],
    ])('is refused with an attribute of %s', async (_what, attributes) => {
      expect(await errorOf(sendWith(attributes))).toMatch(/InvalidParameterValue/);
    });

    it('is refused with more than 10 attributes', async () => {
      const names = Array.from({ length: 11 }, (_, at) => `a${String(at)}`);
      const attributes = Object.fromEntries(
        names.map((name) => [name, { DataType: 'String', StringValue: 'x' }]),
      );
      expect(await errorOf(sendWith(attributes))).toMatch(/InvalidParameterValue/);
    });

    it('carries a trace header beside its attributes', async () => {
      const own = await newQueue(service.client);
      const header = 'Root=1-5759e988-bd862e3fe1be46a994272793';
      await own.send('traced', {
        MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: header } },
      });
      const [message] = await own.receive();
      expect(message?.Attributes?.AWSTraceHeader).toBe(header);
    });

    it('is hidden while it is delayed, and counted so', async () => {
      const own = await newQueue(service.client);
      await own.send('later', { DelaySeconds: 900 });
      expect(await own.bodies()).toEqual([]);
      expect(await own.attribute('ApproximateNumberOfMessagesDelayed')).toBe('1');
      expect(await errorOf(own.send('too late', { DelaySeconds: 901 }))).toMatch(/InvalidParameterValue/);
    });

    it('is delayed as its queue says, unless it says otherwise', async () => {
      const slow = await newQueue(service.client, { DelaySeconds: '900' });
      await slow.send('waits');
      await slow.send('does not', { DelaySeconds: 0 });
      expect(await slow.bodies()).toEqual(['does not']);
    });

    it('cannot go to a queue that does not exist', async () => {
      const call = queue.send('lost', { QueueUrl: `${queue.url}-missing` });
      expect(await errorOf(call)).toBe('QueueDoesNotExist');
    });
  });
}

/** The digest as its documentation describes it, worked out apart from the service. */
function digestOf(attributes: Record<string, MessageAttributeValue>): string {
  const hash = createHash('md5');
  const part = (bytes: Uint8Array) => {
    hash.update(Uint8Array.of(0, 0, bytes.length >> 8, bytes.length & 255)).update(bytes);
  };
  for (const [name, { DataType = '', StringValue, BinaryValue }] of Object.entries(attributes).sort(
    ([a], [b]) => (a < b ? -1 : 1),
  )) {
    part(Buffer.from(name));
    part(Buffer.from(DataType));
    hash.update(Uint8Array.of(BinaryValue ? 2 : 1));
    part(BinaryValue ?? Buffer.from(StringValue ?? ''));
  }
  return hash.digest('hex');
}

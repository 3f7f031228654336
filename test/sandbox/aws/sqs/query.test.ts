import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { openAccount, type Account } from './account.ts';

const signed =
  'AWS4-HMAC-SHA256 Credential=tester/20260302/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0';

describe('SQS in the Query protocol', () => {
  let account: Account;
  let url: string;
  beforeAll(async () => {
    account = await openAccount();
    url = await account.queue('forms');
  });
  afterAll(() => account.close());
  const post = async (to: string, form: Record<string, string>, headers: Record<string, string> = {}) => {
    const body = new URLSearchParams({ Version: '2012-11-05', ...form });
    const response = await fetch(to, { method: 'POST', body, headers });
    return { status: response.status, xml: await response.text() };
  };
  const call = async (Action: string, form: Record<string, string> = {}) =>
    (await post(url, { Action, ...form }, { authorization: signed })).xml;
  const drain = async () => {
    const xml = await call('ReceiveMessage', { MaxNumberOfMessages: '10' });
    for (const [, handle = ''] of xml.matchAll(/<ReceiptHandle>([^<]+)/g))
      await call('DeleteMessage', { ReceiptHandle: handle });
    return xml;
  };

  it('answers in XML of its namespace', async () => {
    const { xml } = await post(
      account.origin,
      { Action: 'GetQueueUrl', QueueName: 'forms' },
      { authorization: signed },
    );
    expect(xml).toMatch(
      /^<GetQueueUrlResponse xmlns="http:\/\/queue\.amazonaws\.com\/doc\/2012-11-05\/"><GetQueueUrlResult>/,
    );
    expect(xml).toContain(`<QueueUrl>${url}</QueueUrl>`);
    expect(xml).toMatch(/<ResponseMetadata><RequestId>[\w-]+<\/RequestId><\/ResponseMetadata>/);
  });

  it('creates a queue with attributes and tags', async () => {
    const { xml } = await post(account.origin, {
      Action: 'CreateQueue',
      QueueName: 'with-attributes',
      'Attribute.1.Name': 'VisibilityTimeout',
      'Attribute.1.Value': '77',
      'Attribute.2.Name': 'DelaySeconds',
      'Attribute.2.Value': '5',
      'Tag.1.Key': 'team',
      'Tag.1.Value': 'release',
    });
    const [, made = ''] = /<QueueUrl>(.+)<\/QueueUrl>/.exec(xml) ?? [];
    const attributes = await post(made, {
      Action: 'GetQueueAttributes',
      'AttributeName.1': 'VisibilityTimeout',
      'AttributeName.2': 'DelaySeconds',
    });
    expect(attributes.xml).toContain(
      '<Attribute><Name>VisibilityTimeout</Name><Value>77</Value></Attribute>',
    );
    expect(attributes.xml).toContain('<Attribute><Name>DelaySeconds</Name><Value>5</Value></Attribute>');
    const tags = await post(made, { Action: 'ListQueueTags' });
    expect(tags.xml).toContain('<Tag><Key>team</Key><Value>release</Value></Tag>');
  });

  it('sends and receives several messages, lists flattened', async () => {
    const sent = await call('SendMessageBatch', {
      'SendMessageBatchRequestEntry.1.Id': 'a',
      'SendMessageBatchRequestEntry.1.MessageBody': 'one & <only>\r',
      'SendMessageBatchRequestEntry.2.Id': 'b',
      'SendMessageBatchRequestEntry.2.MessageBody': 'two',
      'SendMessageBatchRequestEntry.3.Id': 'c',
      'SendMessageBatchRequestEntry.3.MessageBody': 'three',
      'SendMessageBatchRequestEntry.3.DelaySeconds': '901',
    });
    expect(sent.match(/<SendMessageBatchResultEntry><Id>[ab]<\/Id>/g)).toHaveLength(2);
    expect(sent).toContain(
      '<BatchResultErrorEntry><Id>c</Id><SenderFault>true</SenderFault><Code>InvalidParameterValue</Code>',
    );
    const got = await drain();
    expect(got).toContain('<Body>one &amp; &lt;only&gt;&#xD;</Body>');
    expect(got.match(/<Message><MessageId>/g)).toHaveLength(2);
  });

  it('carries message attributes, and their digest', async () => {
    const sent = await call('SendMessage', {
      MessageBody: 'rich',
      'MessageAttribute.1.Name': 'kind',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'approval',
    });
    expect(sent).toContain(
      `<MD5OfMessageBody>${createHash('md5').update('rich').digest('hex')}</MD5OfMessageBody>`,
    );
    const got = await call('ReceiveMessage', {
      'AttributeName.1': 'All',
      'MessageAttributeName.1': 'All',
      VisibilityTimeout: '0',
    });
    expect(got).toContain(
      '<MessageAttribute><Name>kind</Name><Value><StringValue>approval</StringValue><DataType>String</DataType></Value></MessageAttribute>',
    );
    expect(got).toContain('<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>');
    const digest = /<MD5OfMessageAttributes>(\w+)</;
    expect(digest.exec(got)?.[1]).toBe(digest.exec(sent)?.[1]);
    await drain();
  });

  it('takes a list of one without a number, as old callers write it', async () => {
    await call('SendMessage', { MessageBody: 'old' });
    expect(await call('ReceiveMessage', { AttributeName: 'All', VisibilityTimeout: '0' })).toContain(
      '<Name>SentTimestamp</Name>',
    );
    await call('SetQueueAttributes', { 'Attribute.Name': 'VisibilityTimeout', 'Attribute.Value': '31' });
    expect(await call('GetQueueAttributes', { AttributeName: 'All' })).toContain(
      '<Name>VisibilityTimeout</Name><Value>31</Value>',
    );
    await drain();
  });

  it('names errors as it always has', async () => {
    const { status, xml } = await post(`${url}-missing`, { Action: 'PurgeQueue' });
    expect(status).toBe(400);
    expect(xml).toContain(
      '<Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does not exist.</Message>',
    );
    expect(await call('ReceiveMessage', { MaxNumberOfMessages: '11' })).toContain(
      '<Code>InvalidParameterValue</Code>',
    );
    expect(await call('Juggle')).toContain('<Code>InvalidAction</Code>');
  });

  it('is understood without a signature, by the path of a queue or the version of the API', async () => {
    expect((await post(url, { Action: 'SendMessage', MessageBody: 'unsigned' })).xml).toContain(
      '<MessageId>',
    );
    expect((await post(account.origin, { Action: 'ListQueues' })).xml).toContain(
      `<QueueUrl>${url}</QueueUrl>`,
    );
    const asked = await fetch(`${url}?Action=GetQueueAttributes&AttributeName.1=QueueArn`);
    expect(await asked.text()).toContain('arn:aws:sqs:us-east-1:000000000000:forms');
    await drain();
  });

  it('tells JSON callers the old name of an error in a header', async () => {
    const response = await fetch(account.origin, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSQS.GetQueueUrl', 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({ QueueName: 'nowhere' }),
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-query-error')).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
    expect(await response.json()).toEqual({
      __type: 'com.amazonaws.sqs#QueueDoesNotExist',
      message: 'The specified queue does not exist.',
    });
  });

  it('says so where a JSON caller gives a parameter of another type', async () => {
    const response = await fetch(account.origin, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSQS.ReceiveMessage' },
      body: JSON.stringify({ QueueUrl: url, MaxNumberOfMessages: 'many' }),
    });
    expect(await response.json()).toMatchObject({
      __type: expect.stringContaining('SerializationException'),
    });
  });

  it('keeps queues apart by Region, and finds them whatever host the URL names', async () => {
    const inIreland = account.clientOf({ region: 'eu-west-1' });
    const found = (client: SQSClient) =>
      client.send(new GetQueueUrlCommand({ QueueName: 'forms' })).then(
        ({ QueueUrl }) => QueueUrl,
        () => undefined,
      );
    expect(await found(inIreland)).toBeUndefined();
    expect(await found(account.client)).toBe(url);
    const elsewhere = url.replace(account.origin, 'https://sqs.us-east-1.amazonaws.com');
    const { xml } = await post(account.origin, {
      Action: 'SendMessage',
      QueueUrl: elsewhere,
      MessageBody: 'x',
    });
    expect(xml).toContain('<MessageId>');
    await drain();
  });
});

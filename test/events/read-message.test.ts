import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readMessage } from '../../src/events/index.ts';

const message = (body: unknown) => ({
  id: 'm-1',
  queueUrl: 'http://127.0.0.1/000000000000/signalbox',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  receiveCount: 1,
});
const event = {
  version: '0',
  id: 'e-1',
  'detail-type': 'Step Functions Execution Status Change',
  source: 'aws.states',
  account: '000000000000',
  time: '2026-01-05T09:00:00Z',
  region: 'eu-west-1',
  resources: ['arn:aws:states:eu-west-1:000000000000:execution:deploy:one'],
  detail: { executionArn: 'e', stateMachineArn: 'm', status: 'RUNNING' },
};
const sns = (inner: unknown) => ({
  Type: 'Notification',
  MessageId: 'n-1',
  TopicArn: 'arn:aws:sns:eu-west-1:000000000000:events',
  Message: JSON.stringify(inner),
});
const keys = (body: unknown) => {
  const read = readMessage(message(body));
  return read.kind === 'events' ? read.events.map(({ key }) => key) : read;
};

describe('reading a message', () => {
  it('takes a plain event, one by account, Region and id', () => {
    expect(keys(event)).toEqual(['000000000000/eu-west-1/e-1']);
  });

  it('takes the same event out of SNS, as the same one', () => {
    expect(keys(sns(event))).toEqual(['000000000000/eu-west-1/e-1']);
  });

  it('unwraps once and never twice', () => {
    expect(keys(sns(sns(event)))).toMatchObject({ kind: 'unreadable', because: 'SNS wrapped it twice' });
  });

  it('takes what an input transformer left of an event, one by its message', () => {
    expect(keys({ source: event.source, 'detail-type': event['detail-type'], detail: event.detail })).toEqual(
      ['message/m-1'],
    );
  });

  it('knows the bare detail of a status change', () => {
    const read = readMessage(
      message({
        executionArn: 'arn:aws:states:eu-west-1:000000000000:execution:deploy:one',
        stateMachineArn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:deploy',
        status: 'FAILED',
      }),
    );
    expect(read).toMatchObject({
      kind: 'events',
      events: [{ source: 'aws.states', account: '000000000000', region: 'eu-west-1' }],
    });
  });

  it('takes an ask as it is', () => {
    expect(readMessage(message({ schema: 'signalbox/ask/1', gate: 'g' })).kind).toBe('ask');
  });

  it('takes each record of an S3 notification, the same bytes as the same record', () => {
    const record = { eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', awsRegion: 'eu-west-1', s3: {} };
    const read = readMessage(
      message({ Records: [record, { ...record, eventName: 'ObjectRemoved:Delete' }] }),
    );
    expect(read).toMatchObject({ events: [{ source: 'aws.s3' }, { detailType: 'ObjectRemoved:Delete' }] });
    expect(keys({ Records: [record] })).toEqual(keys({ Records: [record] }));
  });

  it.each([
    ['no JSON', 'hello', 'it is not JSON'],
    ['nothing', '', 'it is not JSON'],
    ['a list', '[1]', 'it is not a JSON object'],
    ['something else', '{"a":1}', 'it is neither an EventBridge event'],
    ['an event without a detail', JSON.stringify({ ...event, detail: 'x' }), 'it is neither'],
    ['records that are none', '{"Records":[1]}', 'its Records are not a list of records'],
    [
      'SNS around no JSON',
      JSON.stringify({ ...sns(1), Message: '{' }),
      'the message that SNS wrapped is unreadable',
    ],
    ['very deep nesting', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'it is nested deeper than 100 levels'],
  ])('says why %s is unreadable', (_name, body, because) => {
    const read = readMessage(message(body));
    expect(read.kind).toBe('unreadable');
    expect(read).toHaveProperty('because', expect.stringContaining(because));
  });

  it('does not count brackets inside of text as nesting', () => {
    expect(keys({ ...event, detail: { text: '[{"\\"['.repeat(200) } })).toEqual([
      '000000000000/eu-west-1/e-1',
    ]);
  });

  it('never throws, whatever JSON comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(['events', 'ask', 'unreadable']).toContain(readMessage(message(JSON.stringify(value))).kind);
      }),
    );
  });

  it('never throws, whatever bytes come', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(readMessage(message(Buffer.from(bytes).toString('utf8')))).toBeDefined();
      }),
    );
  });

  it('never throws, whatever stands where an envelope has its fields', () => {
    const fields = Object.keys(event);
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), fc.boolean(), (field, value, wrapped) => {
        const changed = { ...event, [field]: value };
        expect(readMessage(message(wrapped ? sns(changed) : changed))).toBeDefined();
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { queryAnswer, queryError } from '../../../src/sandbox/aws/query-protocol.ts';

const bodyOf = (response: ReturnType<typeof queryAnswer>) =>
  'body' in response ? Buffer.from(response.body).toString() : '';

describe('answers of the Query protocol', () => {
  it('wrap lists in members, or repeat their name where flattened', () => {
    const result = { Ids: ['a', 'b'] };
    expect(bodyOf(queryAnswer('ns', 'Get', result, 'r'))).toContain(
      '<Ids><member>a</member><member>b</member></Ids>',
    );
    expect(bodyOf(queryAnswer('ns', 'Get', result, 'r', 'flattened'))).toContain('<Ids>a</Ids><Ids>b</Ids>');
  });

  it('repeat the entries of a map', () => {
    const result = {
      Attributes: {
        entry: [
          { key: 'a', value: 1 },
          { key: 'b', value: true },
        ],
      },
    };
    expect(bodyOf(queryAnswer('ns', 'Get', result, 'r'))).toContain(
      '<Attributes><entry><key>a</key><value>1</value></entry><entry><key>b</key><value>true</value></entry></Attributes>',
    );
  });

  it('escape what XML would take for its own, a carriage return too', () => {
    expect(bodyOf(queryAnswer('ns', 'Get', { Text: 'a<b>&\r\n' }, 'r'))).toContain(
      '<Text>a&lt;b&gt;&amp;&#xD;\n</Text>',
    );
  });

  it('give an error the name that the protocol has for it', () => {
    const error = { code: 'New', message: 'm', status: 503, queryCode: 'Old' };
    expect(bodyOf(queryError('ns', error, 'r'))).toContain('<Type>Receiver</Type><Code>Old</Code>');
    expect(bodyOf(queryError('ns', { ...error, queryCode: undefined }, 'r'))).toContain('<Code>New</Code>');
  });
});

import { describe, expect, it } from '@jest/globals';
import { nested } from '../../../src/sandbox/aws/query-parameters.ts';
import { queryAnswer, queryError } from '../../../src/sandbox/aws/query-protocol.ts';

const bodyOf = (response: ReturnType<typeof queryAnswer>) =>
  'body' in response ? Buffer.from(response.body).toString() : '';

describe('parameters of the Query protocol', () => {
  it.each([
    ['plain ones', 'Action=A&Name=x', { Action: 'A', Name: 'x' }],
    ['a flattened list', 'Id.1=a&Id.2=b', { Id: ['a', 'b'] }],
    ['a list in its order, with gaps', 'Id.10=b&Id.2=a', { Id: ['a', 'b'] }],
    ['a list of members', 'Tags.member.1.Key=k&Tags.member.1.Value=v', { Tags: [{ Key: 'k', Value: 'v' }] }],
    ['a list of nothing', 'Tags.member=', { Tags: [] }],
    ['a map', 'Attributes.entry.1.key=k&Attributes.entry.1.value=v', { Attributes: { k: 'v' } }],
    [
      'a map of structures',
      'M.entry.1.key=k&M.entry.1.value.DataType=String',
      { M: { k: { DataType: 'String' } } },
    ],
    [
      'a structure',
      'Value.DataType=String&Value.StringValue=x',
      { Value: { DataType: 'String', StringValue: 'x' } },
    ],
  ])('are read as what they spell: %s', (_what, form, params) => {
    expect(nested(new URLSearchParams(form))).toEqual(params);
  });

  it('cannot reach the prototype of anything', () => {
    const params = nested(new URLSearchParams('__proto__.polluted=yes&a.__proto__.polluted=yes'));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(params)).toEqual(['__proto__', 'a']);
  });
});

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

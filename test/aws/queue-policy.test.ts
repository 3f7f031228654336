import { describe, expect, it } from '@jest/globals';
import { openStatements } from '../../src/aws/index.ts';

const rule = { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:eu-west-1:1:rule/signalbox' } };
const policy = (...Statement: readonly object[]) => JSON.stringify({ Statement });
const allow = (more: object) => ({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*', ...more });

describe('the policy of a queue', () => {
  it.each<[string, string, readonly string[]]>([
    ['there is none', '', []],
    ['it is for one account', policy(allow({ Principal: { AWS: '111122223333' } })), []],
    [
      'it is for EventBridge with the rule',
      policy(allow({ Principal: { Service: 'events.amazonaws.com' }, Condition: rule })),
      [],
    ],
    ['it denies everybody', policy({ ...allow({ Principal: '*' }), Effect: 'Deny' }), []],
    ['it is for everybody with the rule', policy(allow({ Principal: '*', Condition: rule })), []],
    ['it is for everybody', policy(allow({ Principal: '*' })), ['statement 1']],
    ['it is for every AWS account', policy(allow({ Sid: 'all', Principal: { AWS: ['1', '*'] } })), ['all']],
    [
      'it is for EventBridge of anybody',
      policy(allow({ Principal: { Service: 'events.amazonaws.com' } })),
      ['statement 1'],
    ],
    [
      'a condition says nothing of who',
      policy(allow({ Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } })),
      ['statement 1'],
    ],
    [
      'a condition says only who not',
      policy(allow({ Principal: '*', Condition: { ArnNotEquals: { 'aws:SourceArn': 'x' } } })),
      ['statement 1'],
    ],
    ['it is for all but one', policy(allow({ NotPrincipal: { AWS: '1' } })), ['statement 1']],
  ])('read where %s', (_what, text, open) => {
    expect(openStatements(text)).toEqual(open);
  });
});

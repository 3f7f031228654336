import { describe, expect, it } from '@jest/globals';
import { resourceOf } from '../../src/states-language/resource.ts';

describe('a resource', () => {
  it.each([
    [
      'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      { service: 'sqs', action: 'sendMessage', pattern: 'wait-for-task-token' },
    ],
    [
      'arn:aws:states:::states:startExecution.sync:2',
      { service: 'states', action: 'startExecution', pattern: 'sync' },
    ],
    [
      'arn:aws-cn:states:::aws-sdk:ec2:describeSnapshots',
      { service: 'aws-sdk:ec2', action: 'describeSnapshots', pattern: 'request-response' },
    ],
    ['arn:aws:states:eu-west-1:000000000000:activity:A', { kind: 'activity' }],
    ['arn:aws:lambda:eu-west-1:000000000000:function:F:live', { kind: 'lambda' }],
  ])('%s is understood', (arn, expected) => {
    expect(resourceOf(arn)).toMatchObject(expected);
  });

  it.each([
    'nonsense',
    'arn:aws:states:::nowhere:doIt',
    'arn:aws:states:::sqs:',
    'arn:aws:states:::sqs:sendMessage.sometime',
    'arn:aws:states:::sqs:sendMessage.toString',
    'arn:aws:states:::aws-sdk:doIt',
    'arn:aws:states:::aws-sdk:s3:listBuckets.sync',
    'arn:aws:iam::000000000000:role/r',
  ])('%s is not one that a Task can call', (arn) => {
    expect(resourceOf(arn)).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { trailInWords } from '../../../src/incidents/exposed-key/trail-words.ts';
import { summarise, type TrailEvent } from '../../../src/incidents/exposed-key/trail.ts';

const at = (time: string) => Date.parse(`2026-05-01T${time}:00Z`);
const event = (time: string, call: string, more: Partial<TrailEvent> = {}): TrailEvent => ({
  ...{ at: at(time), call, region: 'eu-west-1', address: '203.0.113.7', resources: [] },
  ...more,
});
const events = [
  event('14:05', 's3:GetObject', { resources: ['AWS::S3::Bucket billing', 'AWS::S3::Bucket billing'] }),
  event('14:02', 'sts:GetCallerIdentity', { region: 'us-east-1' }),
  event('16:40', 'iam:CreateUser', { error: 'AccessDenied', address: '198.51.100.9' }),
  event('15:00', 's3:GetObject', { error: 'Client.UnauthorizedOperation' }),
  event('15:01', 's3:GetObject', { error: 'NoSuchKey' }),
];
const read = { regions: ['us-east-1', 'eu-west-1'], cutIn: [], unread: [] };

describe('the summary of a trail', () => {
  it('counts calls, Regions, addresses, resources and denials, and says when the first and the last were', () => {
    expect(summarise({ events, ...read })).toEqual({
      total: 5,
      calls: [
        { name: 's3:GetObject', count: 3, denied: 1 },
        { name: 'iam:CreateUser', count: 1, denied: 1 },
        { name: 'sts:GetCallerIdentity', count: 1, denied: 0 },
      ],
      regions: [
        { name: 'eu-west-1', count: 4 },
        { name: 'us-east-1', count: 1 },
      ],
      addresses: [
        { name: '203.0.113.7', count: 4 },
        { name: '198.51.100.9', count: 1 },
      ],
      resources: [{ name: 'AWS::S3::Bucket billing', count: 1 }],
      denied: 2,
      first: at('14:02'),
      last: at('16:40'),
      read,
    });
  });

  it('reads as a few lines', () => {
    expect(trailInWords(summarise({ events, ...read }))).toEqual([
      'CloudTrail in us-east-1, eu-west-1: 5 calls from 2026-05-01 14:02 UTC to 2026-05-01 16:40 UTC, 2 denied.',
      'Calls: s3:GetObject 3 (1 denied), iam:CreateUser 1 (all denied), sts:GetCallerIdentity 1',
      'Regions: eu-west-1 4, us-east-1',
      'From: 203.0.113.7 4, 198.51.100.9',
      'Touched: AWS::S3::Bucket billing',
    ]);
  });

  it('says what was not read, and that there is more', () => {
    const unread = [{ region: 'eu-west-1', because: 'AWS did not answer.' }];
    const words = trailInWords(
      summarise({ events: [], regions: ['us-east-1'], cutIn: ['us-east-1'], unread }),
    );
    expect(words.join('\n')).toContain('no calls of this key in us-east-1');
    expect(words.join('\n')).toContain('There are more in us-east-1');
    expect(words.join('\n')).toContain('eu-west-1 was not read: AWS did not answer.');
  });

  it('names eight of each and counts the rest, without control characters and whole key ids', () => {
    const many = Array.from({ length: 11 }, (_none, n) =>
      event('14:00', `s3:Call${String(n)}`, { resources: [`a\u202Eb AKIAIOSFODNN7EXAMPLE`] }),
    );
    const words = trailInWords(summarise({ events: many, ...read })).join('\n');
    expect(words).toContain('and 3 more');
    expect(words).toContain('a b AKIA…MPLE');
  });
});

import { describe, expect, it } from '@jest/globals';
import type { TrailEvent } from '../../../../src/sandbox/aws/cloudtrail/trail-event.ts';
import { createTrail } from '../../../../src/sandbox/aws/cloudtrail/trail.ts';

const event = (id: string, atSeconds: number): TrailEvent => ({
  id,
  atSeconds,
  name: 'ListUsers',
  source: 'iam.amazonaws.com',
  account: '000000000000',
  region: 'us-east-1',
  username: 'jane',
  accessKeyId: 'jane',
  readOnly: true,
  resources: [],
  record: '{}',
});

describe('a trail', () => {
  it('puts an event that comes late where its time is', () => {
    const trail = createTrail();
    for (const [id, at] of [
      ['b', 20],
      ['c', 30],
      ['a', 10],
      ['b2', 20],
    ] as const)
      trail.add(event(id, at));
    expect(trail.newest().map((kept) => kept.event.id)).toEqual(['c', 'b2', 'b', 'a']);
  });

  it('keeps the newest and forgets older ones', () => {
    const trail = createTrail(10);
    for (let at = 0; at < 100; at += 1) trail.add(event(String(at), at));
    expect(trail.newest().map((kept) => Number(kept.event.id))).toEqual([
      99, 98, 97, 96, 95, 94, 93, 92, 91, 90,
    ]);
  });
});

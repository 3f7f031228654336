import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Follow, FollowStore } from '../../src/executions/index.ts';
import { monday } from './records.ts';
import type { Opened } from './opened.ts';

const arn = (name: string) => `arn:aws:states:eu-west-1:000000000000:execution:deploy:${name}`;

export function followed(name: string, more: Partial<Follow> = {}): Follow {
  return {
    executionArn: arn(name),
    run: {
      executionArn: arn(name),
      stateMachineArn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:deploy',
      machine: 'deploy',
      name,
      status: 'RUNNING',
      redriveCount: 0,
      startedAt: monday,
    },
    revision: 1,
    channel: 'workflows',
    firstSeenAt: monday,
    card: {},
    due: { at: monday + 1_000, attempt: 0 },
    ...more,
  };
}

/** What every implementation of FollowStore is held to. */
export function describeFollowStore(technology: string, open: () => Opened<{ follows: FollowStore }>): void {
  describe(`followed executions in ${technology}`, () => {
    let store: FollowStore;
    let close: () => void | Promise<void>;
    beforeEach(async () => {
      ({ follows: store, close } = await open());
    });
    afterEach(async () => {
      await close();
    });
    const names = (list: readonly Follow[]) => list.map(({ run }) => run.name);

    it('gives back what was written, to the last field', async () => {
      const one = followed('one', {
        card: { ref: { channel: 'C', ts: '1.2' }, digest: 'd', shownAt: monday },
      });
      expect(await store.write(one)).toBe('written');
      expect(await store.get(one.executionArn)).toEqual(one);
      expect(await store.get(arn('other'))).toBeUndefined();
    });

    it('lets one of two first writers win, and one of two that saw the same revision', async () => {
      expect(await store.write(followed('one'))).toBe('written');
      expect(await store.write(followed('one', { channel: 'other' }))).toBe('stale');
      expect(await store.write(followed('one', { revision: 2, channel: 'second' }))).toBe('written');
      expect(await store.write(followed('one', { revision: 2, channel: 'third' }))).toBe('stale');
      expect(await store.get(arn('one'))).toMatchObject({ revision: 2, channel: 'second' });
    });

    it('refuses a revision that nothing leads to', async () => {
      expect(await store.write(followed('one', { revision: 3 }))).toBe('stale');
    });

    it('lists what is due, earliest first, and nothing that is not', async () => {
      await store.write(followed('later', { due: { at: monday + 5_000, attempt: 0 } }));
      await store.write(followed('second', { due: { at: monday + 2_000, attempt: 0 } }));
      await store.write(followed('first', { due: { at: monday + 1_000, attempt: 0 } }));
      await store.write(withoutDue(followed('shown')));
      expect(names(await store.due(monday + 2_000, 10))).toEqual(['first', 'second']);
      expect(names(await store.due(monday + 2_000, 1))).toEqual(['first']);
    });

    it('lists those that still run, longest unchanged first', async () => {
      const ended = followed('ended');
      await store.write({ ...ended, run: { ...ended.run, status: 'FAILED' } });
      await store.write(followed('young', { card: { shownAt: monday + 9_000 } }));
      await store.write(followed('old', { card: { shownAt: monday + 1_000 } }));
      expect(names(await store.running(10))).toEqual(['old', 'young']);
    });
  });
}

function withoutDue(follow: Follow): Follow {
  const { executionArn, run, revision, channel, firstSeenAt, card } = follow;
  return { executionArn, run, revision, channel, firstSeenAt, card };
}

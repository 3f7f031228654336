import type { Clock } from '../platform/index.ts';
import { afterProgress } from './after-progress.ts';
import { afterStatus } from './after-status.ts';
import { afterWatch } from './after-watch.ts';
import type { Explanation } from './explain/explain.ts';
import { dueAgain, wantsTelling } from './follow-state.ts';
import type { Follow, FollowStore, StatusChange } from './follow.ts';
import type { Progress } from './progress.ts';

/** Writes followed executions by compare-and-swap. */
export interface Follows {
  /** Takes a status change; true where it was news. @param where the channel of the card, for a first sight */
  seen(change: StatusChange, where: { channel: string; startedBy?: string }): Promise<boolean>;
  /** Somebody wants it followed in this channel. One card an execution: it stays where it was posted. */
  watch(run: StatusChange, where: { channel: string; startedBy?: string }): Promise<Follow>;
  /** Somebody redrove it: the card says who, where it is followed. */
  redriven(run: StatusChange, who: string): Promise<void>;
  /** Nobody wants it followed any more; false where it is not. */
  leave(executionArn: string): Promise<boolean>;
  /** What a look at the history showed. */
  progressed(executionArn: string, progress: Progress): Promise<void>;
  /** Why it ended; of the round that was looked at. */
  explained(follow: Follow, explanation: Explanation): Promise<void>;
  /** The thread was told of the failure. */
  told(follow: Follow): Promise<void>;
  /** The card was shown as `follow` is; a record that changed meanwhile is to be shown again. */
  shown(follow: Follow, card: Pick<Follow['card'], 'ref' | 'digest'>): Promise<void>;
  /** AWS no longer knows the execution: its last known state stays on the card. */
  gone(executionArn: string): Promise<void>;
  /** Showing failed for now. */
  putOff(follow: Follow, until: number): Promise<void>;
  get(executionArn: string): Promise<Follow | undefined>;
  due(now: number, limit: number): Promise<readonly Follow[]>;
  running(limit: number): Promise<readonly Follow[]>;
  /** True once, for a record that this process made: nobody can have tried to post its card before. */
  firstTry(executionArn: string): boolean;
}

export function createFollows(needs: {
  store: FollowStore;
  clock: Clock;
  /** Told after every write that leaves something due now; what is due later is found by the next look. */
  wake: (executionArn: string) => void;
}): Follows {
  const { store, clock } = needs;
  const untried = new Set<string>();

  /** Tries until the record could be written, or the change says that there is nothing to write. */
  const write = async (
    executionArn: string,
    change: (follow: Follow | undefined) => Follow | undefined,
  ): Promise<Follow | undefined> => {
    for (;;) {
      const next = change(await store.get(executionArn));
      if (!next) return undefined;
      if ((await store.write(next)) === 'written') return next;
    }
  };

  return {
    async seen(change, where) {
      const written = await write(change.executionArn, (follow) =>
        afterStatus(follow, change, { ...where, now: clock.now() }),
      );
      if (!written) return false;
      if (written.revision === 1) untried.add(change.executionArn);
      if ((written.due?.at ?? Infinity) <= clock.now()) needs.wake(change.executionArn);
      return true;
    },
    async watch(run, where) {
      await write(run.executionArn, (follow) => afterWatch(follow, run, { ...where, now: clock.now() }));
      const follow = await store.get(run.executionArn);
      if (!follow) throw new Error(`not followed: ${run.executionArn}`);
      if (follow.revision === 1) untried.add(run.executionArn);
      return follow;
    },
    async redriven(run, who) {
      await write(run.executionArn, (follow) => {
        if (!follow) return undefined;
        const next = afterStatus(follow, run, { now: clock.now(), channel: follow.channel }) ?? {
          ...follow,
          revision: follow.revision + 1,
        };
        return { ...next, redrivenBy: { who, round: run.redriveCount } };
      });
    },
    leave: async (executionArn) =>
      (await write(executionArn, (follow) => {
        if (!follow || follow.left) return undefined;
        return { ...dueAgain(follow, undefined), left: true, revision: follow.revision + 1 };
      })) !== undefined,
    async progressed(executionArn, progress) {
      await write(executionArn, (follow) => follow && afterProgress(follow, progress, clock.now()));
    },
    async explained({ executionArn, run }, explained) {
      await write(executionArn, (follow) =>
        follow?.run.redriveCount === run.redriveCount && follow.run.status === run.status
          ? { ...follow, explained, revision: follow.revision + 1 }
          : undefined,
      );
    },
    async told({ executionArn, run }) {
      await write(executionArn, (follow) => {
        if (follow?.run.redriveCount !== run.redriveCount) return undefined;
        return { ...dueAgain(follow, undefined), told: true, revision: follow.revision + 1 };
      });
    },
    async shown(shown, card) {
      await write(shown.executionArn, (follow) => {
        if (!follow) return undefined;
        const { due, ...rest } = follow;
        const changedMeanwhile = due !== undefined && follow.revision !== shown.revision;
        return {
          ...rest,
          revision: follow.revision + 1,
          card: { ...card, shownAt: clock.now() },
          ...(changedMeanwhile && { due }),
          // The thread is told once the card is up.
          ...(!changedMeanwhile &&
            wantsTelling({ ...follow, card }) && { due: { at: clock.now(), attempt: 0 } }),
        };
      });
    },
    async gone(executionArn) {
      await write(executionArn, (follow) =>
        follow && !follow.gone ? { ...follow, gone: true, revision: follow.revision + 1 } : undefined,
      );
    },
    async putOff(shown, until) {
      await write(
        shown.executionArn,
        (follow) =>
          follow?.due && {
            ...follow,
            revision: follow.revision + 1,
            due: { at: until, attempt: follow.due.attempt + 1 },
          },
      );
    },
    get: (executionArn) => store.get(executionArn),
    due: (now, limit) => store.due(now, limit),
    running: (limit) => store.running(limit),
    firstTry: (executionArn) => untried.delete(executionArn),
  };
}

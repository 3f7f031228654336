import type { Clock, Timer } from '../../../platform/index.ts';
import { newId, type Place, type Resources, type Snapshot } from './resource.ts';

/** How long it takes on the sandbox's clock; in AWS minutes, by the number of blocks that changed. */
const snapshotMs = 10_000;
const copyMs = 20_000;

/** Snapshots on their way from pending to completed. */
export interface Making {
  begin(
    place: Place,
    content: Pick<Snapshot, 'volumeId' | 'sizeGiB' | 'description' | 'tags' | 'copyOf'>,
  ): Snapshot;
  /** `37%` */
  progress(snapshot: Snapshot): string;
  cancel(id: string): void;
  clear(): void;
}

/** @param needs.completed is told of each snapshot that is done */
export function createMaking(needs: {
  clock: Clock;
  resources: Resources;
  completed: (snapshot: Snapshot) => void;
}): Making {
  const { clock, resources } = needs;
  const timers = new Map<string, Timer>();
  return {
    begin({ region, account }, content) {
      const startedAt = clock.now();
      const takesMs = content.copyOf ? copyMs : snapshotMs;
      const snapshot: Snapshot = {
        ...content,
        kind: 'snapshot',
        id: newId('snapshot'),
        region,
        account,
        startedAt,
        completesAt: startedAt + takesMs,
        state: 'pending',
      };
      resources.add(snapshot);
      const complete = () => {
        timers.delete(snapshot.id);
        snapshot.state = 'completed';
        needs.completed(snapshot);
      };
      timers.set(snapshot.id, clock.after(takesMs, complete));
      return snapshot;
    },
    progress({ state, startedAt, completesAt }) {
      if (state === 'completed') return '100%';
      const part = (clock.now() - startedAt) / (completesAt - startedAt);
      return `${String(Math.min(Math.floor(part * 100), 99))}%`;
    },
    cancel(id) {
      timers.get(id)?.cancel();
      timers.delete(id);
    },
    clear() {
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
  };
}

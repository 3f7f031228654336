import { DatabaseUnusable } from './faults.ts';

interface Waiting {
  readonly run: () => void;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
  /** By `performance.now()`: until then, another process's lock is waited for. */
  readonly patientUntil: number;
}

/** How long a write waits for another process's lock, ms. */
const patienceMs = 5_000;
/** Between two tries, ms. */
const againAfterMs = 100;

/** One transaction a turn: a hundred decisions side by side cost one wait for the disk. */
export function groupCommit(together: <T>(work: () => T) => T): <T>(work: () => T) => Promise<T> {
  let waiting: Waiting[] = [];
  const commit = (group: readonly Waiting[]) => {
    together(() => {
      for (const { run } of group) run();
    });
    for (const { settle } of group) settle();
  };
  const alone = (one: Waiting) => {
    try {
      commit([one]);
    } catch (error) {
      one.fail(error);
    }
  };
  /** They go before whatever was asked for since. */
  const tryAgain = (group: readonly Waiting[], error: unknown) => {
    const now = performance.now();
    const patient = group.filter(({ patientUntil }) => patientUntil > now);
    if (waiting.length === 0 && patient.length > 0) setTimeout(flush, againAfterMs);
    waiting = [...patient, ...waiting];
    for (const one of group) if (one.patientUntil <= now) one.fail(error);
  };
  const flush = () => {
    const group = waiting;
    waiting = [];
    try {
      commit(group);
    } catch (error) {
      if (error instanceof DatabaseUnusable && error.trouble === 'locked') tryAgain(group, error);
      // The group was rolled back as a whole: each for itself, so that one that fails takes no other along.
      else for (const one of group) alone(one);
    }
  };
  return <T>(work: () => T) =>
    new Promise<T>((resolve, reject) => {
      let result: { readonly value: T } | undefined;
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({
        run: () => (result = { value: work() }),
        settle: () => {
          if (result) resolve(result.value);
        },
        fail: reject,
        patientUntil: performance.now() + patienceMs,
      });
    });
}

import type { Clock } from '../../../platform/index.ts';
import type { FunctionRunner } from '../functions.ts';
import { runContainer, runSeconds, type Exit } from './container.ts';
import { hasEnded, type Attempt, type Job, type JobStatus } from './job.ts';
import type { Shelf } from './shelf.ts';

/** How long a job stays on each step of its way, in seconds of the sandbox's clock. */
const stepSeconds = { SUBMITTED: 1, PENDING: 1, RUNNABLE: 2, STARTING: 2 } as const;
const exited = 'Essential container in task exited';

export interface JobLives {
  begin(job: Job, shelf: Shelf): void;
  /** Ends a job that nobody wants any more. */
  end(job: Job, shelf: Shelf, reason: string): void;
  /** Calls once the job has ended; the answer takes that back. */
  readonly onceEnded: (jobId: string, listener: () => void) => () => void;
  readonly settled: () => Promise<void>;
  clear(): void;
}

export function createJobLives(needs: {
  clock: Clock;
  images: FunctionRunner;
  onChange: (job: Job, shelf: Shelf) => void;
}): JobLives {
  const { clock, images } = needs;
  const listeners = new Map<string, Set<() => void>>();
  const working = new Set<Promise<void>>();

  const turn = (job: Job, shelf: Shelf, status: JobStatus, reason?: string) => {
    job.status = status;
    if (reason !== undefined) job.statusReason = reason;
    needs.onChange(job, shelf);
  };
  const over = (job: Job, shelf: Shelf, status: 'SUCCEEDED' | 'FAILED', reason: string) => {
    job.timer?.cancel();
    job.stoppedAt = clock.now();
    turn(job, shelf, status, reason);
    for (const listener of listeners.get(job.id) ?? []) listener();
    listeners.delete(job.id);
    for (const other of shelf.jobs.values())
      if (other.status === 'PENDING' && other.dependsOn.includes(job.id)) depend(other, shelf);
  };
  const later = (job: Job, seconds: number, next: () => void | Promise<void>) => {
    job.timer = clock.after(seconds * 1000, next);
  };

  /** A job waits for those that it depends on, and fails with the first of them that does. */
  const depend = (job: Job, shelf: Shelf) => {
    const others = job.dependsOn.map((id) => shelf.jobs.get(id));
    if (others.some((other) => other?.status === 'FAILED'))
      over(job, shelf, 'FAILED', 'Dependent Job failed');
    else if (others.every((other) => other === undefined || other.status === 'SUCCEEDED'))
      later(job, stepSeconds.PENDING, () => {
        queue(job, shelf);
      });
  };
  const queue = (job: Job, shelf: Shelf) => {
    turn(job, shelf, 'RUNNABLE');
    later(job, stepSeconds.RUNNABLE, () => {
      turn(job, shelf, 'STARTING');
      later(job, stepSeconds.STARTING, () => {
        run(job, shelf);
      });
    });
  };
  const run = (job: Job, shelf: Shelf) => {
    job.startedAt = clock.now();
    turn(job, shelf, 'RUNNING');
    const seconds = runSeconds(job);
    const limit = job.timeoutSeconds;
    if (limit !== undefined && limit < seconds)
      later(job, limit, () => {
        tried(job, shelf, { code: 137 }, 'Job attempt duration exceeded timeout');
      });
    else later(job, seconds, () => finish(job, shelf));
  };
  const finish = (job: Job, shelf: Shelf): Promise<void> => {
    const work = runContainer(job, images).then((exit) => {
      // Somebody may have ended it meanwhile, or the world.
      if (!hasEnded(job) && shelf.jobs.has(job.id)) tried(job, shelf, exit, exited);
    });
    working.add(work);
    return work.finally(() => working.delete(work));
  };
  const tried = (job: Job, shelf: Shelf, exit: Exit, statusReason: string) => {
    job.attempts = [...job.attempts, attemptOf(job, clock.now(), statusReason, exit)];
    if (exit.code === 0) over(job, shelf, 'SUCCEEDED', statusReason);
    else if (job.attempts.length < job.tries) queue(job, shelf);
    else over(job, shelf, 'FAILED', statusReason);
  };

  return {
    begin(job, shelf) {
      later(job, stepSeconds.SUBMITTED, () => {
        turn(job, shelf, 'PENDING');
        depend(job, shelf);
      });
    },
    end(job, shelf, reason) {
      if (hasEnded(job)) return;
      if (job.status === 'RUNNING')
        job.attempts = [...job.attempts, attemptOf(job, clock.now(), reason, { code: 137 })];
      over(job, shelf, 'FAILED', reason);
    },
    onceEnded(jobId, listener) {
      const all = listeners.get(jobId) ?? new Set();
      listeners.set(jobId, all.add(listener));
      return () => {
        all.delete(listener);
      };
    },
    async settled() {
      while (working.size > 0) await Promise.all(working);
    },
    clear() {
      listeners.clear();
    },
  };
}

function attemptOf(job: Job, now: number, statusReason: string, { code, reason }: Exit): Attempt {
  return {
    ...(job.startedAt !== undefined && { startedAt: job.startedAt }),
    stoppedAt: now,
    exitCode: code,
    ...(reason !== undefined && { reason }),
    statusReason,
  };
}

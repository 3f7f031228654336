import type { Clock } from '../../../platform/index.ts';
import type { ServiceEvent } from '../eventbridge/index.ts';
import type { FunctionRunner } from '../functions.ts';
import type { Service } from '../service.ts';
import { definitionOperations } from './definition-operations.ts';
import { environmentOperations } from './environment-operations.ts';
import { createJobLives } from './job-life.ts';
import { jobOperations } from './job-operations.ts';
import { hasEnded } from './job.ts';
import { queueOperations } from './queue-operations.ts';
import { batchCallOf } from './rest.ts';
import { createShelves } from './shelf.ts';
import { stateChangeEvent } from './state-event.ts';
import { submitJob } from './submit-job.ts';

/** Jobs, for who waits for their end. */
export interface JobEnds {
  /** Whether the job is there; and whether it has ended. */
  stateOf(jobId: string): 'unknown' | 'open' | 'ended';
  /** The answer takes it back. */
  onceEnded(jobId: string, listener: () => void): () => void;
}

export interface LocalBatch {
  readonly service: Service;
  readonly ends: JobEnds;
  settled(): Promise<void>;
  reset(): void;
}

/** Batch: queues, definitions, and jobs that come to their end on the sandbox's clock. */
export function createLocalBatch(needs: {
  clock: Clock;
  /** What stands in for container images, by the image's name without registry and tag. */
  images: FunctionRunner;
  publish: (event: ServiceEvent) => void;
}): LocalBatch {
  const shelves = createShelves();
  const lives = createJobLives({
    ...needs,
    onChange: (job, shelf) => {
      needs.publish(stateChangeEvent(job, shelf));
    },
  });
  const operations = {
    ...environmentOperations(shelves),
    ...queueOperations(shelves),
    ...definitionOperations(shelves),
    ...jobOperations({ shelves, lives }),
    SubmitJob: submitJob({ shelves, lives, clock: needs.clock }),
  };
  return {
    service: { name: 'batch', rest: batchCallOf(Object.keys(operations)), operations },
    ends: {
      stateOf(jobId) {
        const job = shelves
          .all()
          .find(({ jobs }) => jobs.has(jobId))
          ?.jobs.get(jobId);
        return job ? (hasEnded(job) ? 'ended' : 'open') : 'unknown';
      },
      onceEnded: lives.onceEnded,
    },
    settled: lives.settled,
    reset() {
      for (const { jobs } of shelves.all()) {
        for (const { timer } of jobs.values()) timer?.cancel();
        jobs.clear();
      }
      lives.clear();
      shelves.clear();
    },
  };
}

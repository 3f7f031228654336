import cron from 'node-cron';
import type { Logger } from 'pino';

/** Runs tasks by the clock on the wall. A task that is still running is not started again. */
export interface Scheduler {
  /** @param expression five or six cron fields (seconds first where six). */
  every(expression: string, name: string, task: () => Promise<void>): void;
  /** Resolves when no task is running any more. */
  stop(): Promise<void>;
}

export function createScheduler(log: Logger): Scheduler {
  const tasks: { stop: () => Promise<void> }[] = [];
  return {
    every(expression, name, task) {
      let running = Promise.resolve();
      const job = cron.schedule(
        expression,
        () => {
          running = task().catch((error: unknown) => {
            log.error({ err: error, task: name }, 'scheduled task failed');
          });
          return running;
        },
        { name, noOverlap: true },
      );
      tasks.push({
        stop: async () => {
          await job.stop();
          await running;
        },
      });
    },
    async stop() {
      await Promise.all(tasks.map((task) => task.stop()));
    },
  };
}

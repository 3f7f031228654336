import { GetActivityTaskCommand, paginateListActivities, type SFNClient } from '@aws-sdk/client-sfn';
import { delayBefore, messageOf, newId, parseJson, type JsonValue, type Logger } from '../platform/index.ts';
import { nameOf } from './errors.ts';
import { sleep } from './sleep.ts';

/** After an empty hand: at once. After an error: this. */
const backoff = { firstMs: 500, factor: 2, atMostMs: 30_000 };

export interface ActivityTask {
  readonly activity: string;
  readonly token: string;
  readonly input: JsonValue;
  /** Fresh with every poll: the execution's history carries it. */
  readonly workerName: string;
}

export interface ActivityPoller {
  /** Begins to poll these activities, by name. `onTask` must have recorded the task when its promise resolves. */
  start(options: {
    activities: readonly string[];
    concurrency: number;
    onTask: (task: ActivityTask) => Promise<void>;
  }): void;
  /** Ends the polls that hold no task, and waits for those that do. */
  stop(): Promise<void>;
}

export function createActivityPoller(client: SFNClient, log: Logger): ActivityPoller {
  const stopping = new AbortController();
  const loops: Promise<void>[] = [];
  const stopped = () => stopping.signal.aborted;

  const arnOf = async (name: string): Promise<string | undefined> => {
    for await (const page of paginateListActivities(
      { client, pageSize: 1_000 },
      {},
      { abortSignal: stopping.signal },
    )) {
      const found = page.activities?.find((activity) => activity.name === name);
      if (found) return found.activityArn;
    }
    return undefined;
  };

  const keep = async (task: ActivityTask, onTask: (task: ActivityTask) => Promise<void>) => {
    // The token is ours alone now: giving up here would lose the ask.
    for (let attempt = 1; ; attempt += 1) {
      try {
        await onTask(task);
        return;
      } catch (error) {
        log.error({ activity: task.activity, attempt, err: error }, 'ask not recorded yet');
        await sleep(delayBefore(attempt, backoff));
      }
    }
  };

  const loop = async (activity: string, onTask: (task: ActivityTask) => Promise<void>) => {
    let activityArn: string | undefined;
    let failures = 0;
    while (!stopped()) {
      try {
        activityArn ??= await arnOf(activity);
        if (activityArn === undefined) {
          failures += 1;
          log.warn({ activity }, 'activity not found: create it, or mend its name in signalbox.yaml');
          await sleep(delayBefore(failures, backoff), stopping.signal);
          continue;
        }
        const workerName = newId('worker');
        const polled = await client.send(new GetActivityTaskCommand({ activityArn, workerName }), {
          abortSignal: stopping.signal,
        });
        failures = 0;
        if (polled.taskToken === undefined || polled.taskToken === '') continue;
        await keep({ activity, token: polled.taskToken, input: inputOf(polled.input), workerName }, onTask);
      } catch (error) {
        if (stopped()) return;
        if (nameOf(error) === 'ActivityDoesNotExist') activityArn = undefined;
        failures += 1;
        log.warn({ activity, because: messageOf(error) }, 'activity poll failed');
        await sleep(delayBefore(failures, backoff), stopping.signal);
      }
    }
  };

  return {
    start({ activities, concurrency, onTask }) {
      for (const activity of new Set(activities)) {
        for (let lane = 0; lane < concurrency; lane += 1) loops.push(loop(activity, onTask));
      }
    },
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

function inputOf(text: string | undefined): JsonValue {
  return text === undefined ? {} : (parseJson(text) ?? text);
}

import { GetActivityTaskCommand, paginateListActivities, type SFNClient } from '@aws-sdk/client-sfn';
import type { TakenTask } from '../approvals/index.ts';
import {
  delayBefore,
  messageOf,
  newId,
  parseJson,
  splitName,
  type JsonValue,
  type Logger,
} from '../platform/index.ts';
import { nameOf } from './errors.ts';
import { sleep } from './sleep.ts';

/** Between two looks whether tasks may be taken again, ms. */
const lookAgainMs = 1_000;
/** After an empty hand: at once. After an error: this. */
const backoff = { firstMs: 500, factor: 2, atMostMs: 30_000 };

interface Polling {
  activities: readonly string[];
  /** Polls per activity: as many tasks can be taken at the same moment. */
  concurrency: number;
  onTask: (task: TakenTask) => Promise<void>;
  /** Whether a task could be recorded: else it stays with AWS. */
  mayTake: () => boolean;
}

export interface ActivityPoller {
  /**
   * Polls these activities, by the names that gates give them, from now on, and no others: called again, it begins and ends what differs.
   * `onTask` must have recorded the task when its promise resolves.
   */
  poll(options: Polling): void;
  /** Ends the polls that hold no task, and waits for those that do. */
  stop(): Promise<void>;
}

/** @param clientOf what polls an account, by its name or undefined for home; undefined where there is none of that name */
export function createActivityPoller(
  clientOf: (account: string | undefined) => SFNClient | undefined,
  log: Logger,
): ActivityPoller {
  const polled = new Map<string, AbortController>();
  const loops = new Set<Promise<void>>();

  const arnOf = async (
    client: SFNClient,
    name: string,
    abortSignal: AbortSignal,
  ): Promise<string | undefined> => {
    for await (const page of paginateListActivities({ client, pageSize: 1_000 }, {}, { abortSignal })) {
      const found = page.activities?.find((activity) => activity.name === name);
      if (found) return found.activityArn;
    }
    return undefined;
  };

  const keep = async (task: TakenTask, onTask: (task: TakenTask) => Promise<void>) => {
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

  const loop = async (
    activity: string,
    stopping: AbortSignal,
    { onTask, mayTake }: Pick<Polling, 'onTask' | 'mayTake'>,
  ): Promise<void> => {
    const stopped = () => stopping.aborted;
    const { account, plain } = splitName(activity);
    let polling: { readonly client: SFNClient; readonly activityArn: string | undefined } | undefined;
    let failures = 0;
    while (!stopped()) {
      if (!mayTake()) {
        await sleep(lookAgainMs, stopping);
        continue;
      }
      try {
        // An account may be another one after a reload.
        const client = clientOf(account);
        if (client && polling?.client !== client)
          polling = { client, activityArn: await arnOf(client, plain, stopping) };
        if (!client || polling?.activityArn === undefined) {
          polling = undefined;
          failures += 1;
          log.warn({ activity }, 'activity not found: create it, or mend its name in signalbox.yaml');
          await sleep(delayBefore(failures, backoff), stopping);
          continue;
        }
        const workerName = newId('worker');
        const { taskToken: token = '', input } = await client.send(
          new GetActivityTaskCommand({ activityArn: polling.activityArn, workerName }),
          { abortSignal: stopping },
        );
        failures = 0;
        if (token !== '') await keep({ activity, token, input: inputOf(input), workerName }, onTask);
      } catch (error) {
        if (stopped()) return;
        if (nameOf(error) === 'ActivityDoesNotExist') polling = undefined;
        failures += 1;
        log.warn({ activity, because: messageOf(error) }, 'activity poll failed');
        await sleep(delayBefore(failures, backoff), stopping);
      }
    }
  };

  return {
    poll({ activities, concurrency, ...taking }) {
      for (const [activity, stopping] of polled) {
        if (activities.includes(activity)) continue;
        stopping.abort();
        polled.delete(activity);
      }
      for (const activity of new Set(activities)) {
        if (polled.has(activity)) continue;
        const stopping = new AbortController();
        polled.set(activity, stopping);
        for (let lane = 0; lane < concurrency; lane += 1) {
          const running = loop(activity, stopping.signal, taking).finally(() => loops.delete(running));
          loops.add(running);
        }
      }
    },
    async stop() {
      for (const stopping of polled.values()) stopping.abort();
      await Promise.all(loops);
    },
  };
}

function inputOf(text: string | undefined): JsonValue {
  return text === undefined ? {} : (parseJson(text) ?? text);
}

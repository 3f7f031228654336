import type { Clock } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import { optionalText, pageOf, text } from '../page.ts';
import { arnOf, checkArn, checkName, isHere, seconds } from './names.ts';
import { readTags } from './tags.ts';

/** How long GetActivityTask holds the request open. Real time, as the client's socket is. */
const longPollMs = 60_000;

/** An activity task that no worker has taken yet. */
export interface WaitingTask {
  readonly token: string;
  readonly input: string;
  /** Whether the execution still waits for it. */
  isOpen(): boolean;
  /** A worker took it. */
  taken(workerName: string | undefined): void;
}

interface Poller {
  readonly workerName: string | undefined;
  give(task: WaitingTask | undefined): void;
}

interface Activity {
  readonly arn: string;
  readonly name: string;
  readonly createdAt: number;
  readonly serial: number;
  readonly tags: Map<string, string>;
  readonly tasks: WaitingTask[];
  readonly pollers: Poller[];
}

export interface Activities {
  readonly operations: Operations;
  /** False where there is no such activity. */
  offer(arn: string, task: WaitingTask): boolean;
  tagsOf(arn: string): Map<string, string> | undefined;
  /** Sends every waiting poller home. */
  clear(): void;
}

export function createActivities(clock: Clock): Activities {
  const activities = new Map<string, Activity>();
  let serial = 0;
  const named = (arn: string, caller: Caller) => {
    checkArn(arn, 'activity');
    const found = isHere(arn, caller) ? activities.get(arn) : undefined;
    if (!found) throw new AwsError('ActivityDoesNotExist', `Activity Does Not Exist: '${arn}'`);
    return found;
  };
  const nextTask = (activity: Activity): WaitingTask | undefined => {
    for (let task = activity.tasks.shift(); task; task = activity.tasks.shift())
      if (task.isOpen()) return task;
    return undefined;
  };
  return {
    operations: {
      CreateActivity(params, caller) {
        const name = text(params, 'name');
        checkName(name);
        const arn = arnOf(caller, 'activity', name);
        const activity = activities.get(arn) ?? {
          arn,
          name,
          serial: (serial += 1),
          createdAt: clock.now(),
          tags: readTags(params['tags']),
          tasks: [],
          pollers: [],
        };
        activities.set(arn, activity);
        return { activityArn: arn, creationDate: seconds(activity.createdAt) };
      },
      DeleteActivity(params, caller) {
        const arn = text(params, 'activityArn');
        checkArn(arn, 'activity');
        const activity = isHere(arn, caller) ? activities.get(arn) : undefined;
        activities.delete(arn);
        for (const poller of activity?.pollers.splice(0) ?? []) poller.give(undefined);
        return {};
      },
      DescribeActivity(params, caller) {
        const { arn, name, createdAt } = named(text(params, 'activityArn'), caller);
        return {
          activityArn: arn,
          name,
          creationDate: seconds(createdAt),
          encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
        };
      },
      ListActivities(params, caller) {
        const here = [...activities.values()].filter(({ arn }) => isHere(arn, caller));
        const page = pageOf(here, params, (activity) => activity.serial);
        return {
          activities: page.items.map(({ arn, name, createdAt }) => ({
            activityArn: arn,
            name,
            creationDate: seconds(createdAt),
          })),
          ...page.next,
        };
      },
      async GetActivityTask(params, caller, request) {
        const activity = named(text(params, 'activityArn'), caller);
        const workerName = optionalText(params, 'workerName');
        if (hasGone(request)) return { taskToken: null };
        const task = nextTask(activity) ?? (await wait(activity, workerName, request.gone));
        if (!task) return { taskToken: null };
        if (hasGone(request)) {
          giveOn(activity, task);
          return { taskToken: null };
        }
        task.taken(workerName);
        return { taskToken: task.token, input: task.input };
      },
    },
    offer(arn, task) {
      const activity = activities.get(arn);
      if (!activity) return false;
      const poller = activity.pollers.shift();
      if (poller) poller.give(task);
      else activity.tasks.push(task);
      return true;
    },
    tagsOf: (arn) => activities.get(arn)?.tags,
    clear() {
      for (const activity of activities.values()) {
        for (const poller of activity.pollers.splice(0)) poller.give(undefined);
      }
      activities.clear();
    },
  };
}

function hasGone({ gone }: { readonly gone: AbortSignal }): boolean {
  return gone.aborted;
}

/** To the next worker that waits, or to the front of the queue. */
function giveOn(activity: Activity, task: WaitingTask): void {
  const poller = activity.pollers.shift();
  if (poller) poller.give(task);
  else activity.tasks.unshift(task);
}

/** A waiter ends with its socket: a task is never given to somebody who has gone. */
function wait(
  activity: Activity,
  workerName: string | undefined,
  gone: AbortSignal,
): Promise<WaitingTask | undefined> {
  return new Promise((resolve) => {
    const leave = () => {
      const at = activity.pollers.indexOf(poller);
      if (at >= 0) activity.pollers.splice(at, 1);
      poller.give(undefined);
    };
    const timer = setTimeout(leave, longPollMs);
    const poller: Poller = {
      workerName,
      give(task) {
        clearTimeout(timer);
        gone.removeEventListener('abort', leave);
        resolve(task);
      },
    };
    gone.addEventListener('abort', leave, { once: true });
    activity.pollers.push(poller);
  });
}

import { dueAgain } from './follow-state.ts';
import type { Follow, StatusChange } from './follow.ts';

/** A run that ends within this has one message, not two. */
const firstLookMs = 1_000;
/** Slack takes about one write a second and channel: changes closer together become one. https://docs.slack.dev/apis/web-api/rate-limits */
const betweenShowsMs = 1_000;

/** The record after a status change; undefined where it says nothing new. Pure. */
export function afterStatus(
  follow: Follow | undefined,
  run: StatusChange,
  seen: { now: number; channel: string; startedBy?: string },
): Follow | undefined {
  const { now } = seen;
  if (!follow) {
    return {
      executionArn: run.executionArn,
      run,
      revision: 1,
      channel: seen.channel,
      ...(seen.startedBy !== undefined && { startedBy: seen.startedBy }),
      firstSeenAt: now,
      card: {},
      due: { at: now + firstLookMs, attempt: 0 },
    };
  }
  if (!isNews(follow.run, run)) return undefined;
  // A show that is due soon takes this change along; one of mere progress may be due much later.
  const soon = Math.max(now, (follow.card.shownAt ?? follow.firstSeenAt) + betweenShowsMs);
  const due =
    follow.due && (follow.due.at <= soon || follow.due.attempt > 0) ? follow.due : { at: soon, attempt: 0 };
  const { explained, told, ...rest } = dueAgain(follow, follow.left === true ? undefined : due);
  const sameRound = run.redriveCount === follow.run.redriveCount;
  return {
    ...rest,
    run,
    revision: follow.revision + 1,
    // A later round has an end of its own. Its history goes on where the earlier stopped.
    ...(sameRound && explained && { explained }),
    ...(sameRound && told !== undefined && { told }),
  };
}

/** Events come in any order and more than once: a later round wins, and within a round the end. */
function isNews(known: StatusChange, heard: StatusChange): boolean {
  if (heard.redriveCount !== known.redriveCount) return heard.redriveCount > known.redriveCount;
  return hasEnded(heard) && !hasEnded(known);
}

function hasEnded({ status }: StatusChange): boolean {
  return status !== 'RUNNING' && status !== 'PENDING_REDRIVE';
}

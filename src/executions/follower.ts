import {
  createPace,
  messageOf,
  parseJson,
  type Clock,
  type Lease,
  type Leases,
  type Logger,
  type Part,
  type Scheduler,
} from '../platform/index.ts';
import { explain } from './explain/explain.ts';
import { stillRuns } from './follow-state.ts';
import type { Follow } from './follow.ts';
import type { Follows } from './follows.ts';
import { afterEvents, noProgress, statesOf } from './progress.ts';
import type { StepFunctions } from './step-functions.ts';

/** One process reads for all; the others leave it alone until its lease runs out. */
const leaseName = 'follower';
const leaseMs = 10_000;
/** As often as the youngest is looked at. */
const lookEvery = '*/2 * * * * *';
/** Calls a second for an account and Region: of GetExecutionHistory's 20, which proofs need too. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const callsASecond = 5;
/** Followed executions looked after. */
const atMost = 200;
/** Looks in one round; the pace spreads them. */
const looksARound = 10;
/** While something happens, and while nothing does. */
const quickMs = 2_000;
const slowMs = 30_000;
/** Events read in one look: a page. A run that makes more between two looks loses some of its map's count, not its end. */
const newest = 1_000;
/** Events before those that are new, to know which state a new one belongs to. */
const context = 200;

export interface Follower extends Part {
  /** Looks at the executions whose turn it is. */
  look(): Promise<void>;
}

/** Reads the newest history of followed executions that run, and records what changed. Step Functions has no event for a state. */
export function createFollower(needs: {
  follows: Follows;
  stepFunctions: StepFunctions;
  leases: Leases;
  /** Who this process is among the replicas. */
  owner: string;
  scheduler: Scheduler;
  clock: Clock;
  log: Logger;
}): Follower {
  const { follows, stepFunctions, leases, owner, clock, log } = needs;
  const pace = createPace({ clock, aSecond: callsASecond });
  let lease: Lease | undefined;
  /** When each is looked at next: only to spread the reading. */
  const turns = new Map<string, { at: number; everyMs: number }>();
  const definitions = new Map<string, Promise<string>>();

  const held = async (): Promise<boolean> => {
    const now = clock.now();
    const renewed = lease && (await leases.renew(lease, leaseMs, now));
    lease = renewed ?? (await leases.acquire(leaseName, owner, leaseMs, now));
    return lease !== undefined;
  };

  const definitionOf = async (executionArn: string): Promise<string> => {
    const found = definitions.get(executionArn);
    if (found) return found;
    const reading = pace().then(async () => (await stepFunctions.definition(executionArn)).definition);
    definitions.set(executionArn, reading);
    // A failure is not remembered: the next look asks again.
    reading.catch(() => definitions.delete(executionArn));
    return reading;
  };

  const eventsOf = async ({ executionArn, progress = noProgress }: Follow) => {
    await pace();
    const after = Math.max(0, progress.readTo - context);
    return stepFunctions.history(executionArn, { newestFirst: true, limit: newest, after });
  };

  const lookAt = async (follow: Follow): Promise<boolean> => {
    const { executionArn, progress = noProgress } = follow;
    const known =
      progress.known ??
      (await definitionOf(executionArn).then(
        (definition) => statesOf(parseJson(definition)),
        () => undefined,
      ));
    const events = await eventsOf(follow);
    if (!events.some(({ id }) => id > progress.readTo)) return false;
    // Definition and events are at hand here: what draws a picture of the run takes them from this place.
    const { sentence, tries } = explain(events, { status: 'RUNNING' });
    await follows.progressed(executionArn, {
      ...afterEvents(progress, events),
      ...(known !== undefined && { known }),
      ...(tries > 0 && { trouble: sentence.replace(/^It still runs, and /, '') }),
    });
    return true;
  };

  const look = async () => {
    if (!(await held())) return;
    const now = clock.now();
    const running = await follows.running(atMost);
    const arns = new Set(running.map(({ executionArn }) => executionArn));
    for (const arn of turns.keys()) if (!arns.has(arn)) turns.delete(arn);
    for (const arn of definitions.keys()) if (!arns.has(arn)) definitions.delete(arn);
    const turnOf = ({ executionArn }: Follow) => turns.get(executionArn)?.at ?? 0;
    const next = running
      .filter((follow) => stillRuns(follow) && turnOf(follow) <= now)
      .sort((a, b) => turnOf(a) - turnOf(b))
      .slice(0, looksARound);
    for (const follow of next) {
      const { executionArn } = follow;
      const before = turns.get(executionArn)?.everyMs ?? quickMs;
      const news = await lookAt(follow).catch((error: unknown) => {
        log.info({ executionArn, because: messageOf(error) }, 'history not read, looked at again later');
        return false;
      });
      const everyMs = news ? quickMs : Math.min(before * 1.5, slowMs);
      turns.set(executionArn, { at: clock.now() + everyMs, everyMs });
    }
  };

  return {
    name: 'follower',
    look,
    start() {
      needs.scheduler.every(lookEvery, 'followed executions', look);
      return Promise.resolve();
    },
    async stop() {
      if (lease) await leases.release(lease);
      lease = undefined;
    },
  };
}

import type { KnownBlock } from '@slack/types';
import {
  canonicalJson,
  digestOf,
  messageOf,
  type Clock,
  type Logger,
  type Timer,
} from '../../platform/index.ts';

/** Changes closer together than this are one. */
const togetherMs = 2_000;
/** A person's home changes by itself no oftener than this. */
const betweenMs = 3_000;
/** Who opened it longer ago looks at something else. */
const watchedForMs = 3_600_000;
/** What another replica did is seen by then. */
const againAfterMs = 60_000;
/** views.publish allows 100 calls a minute. https://docs.slack.dev/apis/web-api/rate-limits */
const paceMs = 700;
/** Homes kept up to date; whoever opened theirs before the last so many presses Refresh. */
const mostWatched = 500;

interface Watched {
  readonly openedAt: number;
  shownAt: number;
  digest?: string;
  /** The showing before: one after another, so that the newest stays. */
  tail: Promise<unknown>;
}

/** App Homes that somebody may be looking at. */
export interface Homes {
  /** Shows it now, and keeps it up to date for an hour. False where Slack did not take it. */
  open(who: string): Promise<boolean>;
  /** Something changed that homes may show. */
  changed(): void;
  stop(): void;
}

export function createHomes(needs: {
  draw: (who: string) => Promise<readonly KnownBlock[]>;
  publish: (who: string, blocks: readonly KnownBlock[]) => Promise<void>;
  clock: Clock;
  log: Logger;
}): Homes {
  const { clock, log } = needs;
  const watched = new Map<string, Watched>();
  let timer: Timer | undefined;
  let dueAt = Infinity;

  /** True where it was published; not needed where it shows the same already. */
  const show = async (who: string, home: Watched, always: boolean): Promise<boolean> => {
    const blocks = await needs.draw(who);
    const digest = digestOf(canonicalJson(blocks));
    if (!always && digest === home.digest) return false;
    await needs.publish(who, blocks);
    home.digest = digest;
    home.shownAt = clock.now();
    return true;
  };
  const inTurn = (who: string, home: Watched, always: boolean): Promise<boolean> => {
    const shown = home.tail.then(() => show(who, home, always));
    home.tail = shown.catch(() => undefined);
    return shown;
  };
  const within = (ms: number) => {
    const at = clock.now() + ms;
    if (timer && dueAt <= at) return;
    timer?.cancel();
    dueAt = at;
    timer = clock.after(ms, () => {
      timer = undefined;
      void round();
    });
  };
  const pause = () => new Promise<void>((resolve) => clock.after(paceMs, resolve));
  const round = async () => {
    for (const [who, home] of [...watched]) {
      if (clock.now() - home.openedAt > watchedForMs) {
        watched.delete(who);
        continue;
      }
      const early = home.shownAt + betweenMs - clock.now();
      if (early > 0) {
        within(early);
        continue;
      }
      try {
        if (await inTurn(who, home, false)) await pause();
      } catch (error) {
        log.warn({ because: messageOf(error), who }, 'app home not brought up to date');
      }
    }
    if (watched.size > 0) within(againAfterMs);
  };
  return {
    async open(who) {
      const before = watched.get(who);
      const home: Watched = {
        tail: before?.tail ?? Promise.resolve(),
        shownAt: clock.now(),
        openedAt: clock.now(),
      };
      watched.delete(who);
      watched.set(who, home);
      for (const [oldest] of watched) {
        if (watched.size <= mostWatched) break;
        watched.delete(oldest);
      }
      within(againAfterMs);
      try {
        return await inTurn(who, home, true);
      } catch (error) {
        log.warn({ because: messageOf(error), who }, 'app home not shown');
        return false;
      }
    },
    changed() {
      if (watched.size > 0) within(togetherMs);
    },
    stop() {
      watched.clear();
      timer?.cancel();
    },
  };
}

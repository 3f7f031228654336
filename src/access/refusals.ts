import { emptyChain, linked, messageOf, type Clock, type Logger } from '../platform/index.ts';
import type { Refusal } from './access.ts';
import { createPace } from './pace.ts';
import type { UserId } from './person.ts';
import type { RefusalLine, RefusalStore } from './refusal-store.ts';

/** Lines written of one person: whoever hammers does not fill the store. */
const written = { burst: 20, perMinute: 1 };
/** Writers of one chain at a time; beyond, another replica is at fault. */
const mostTries = 20;

/** Writes what people were refused into the audit; beyond a measure, and what the limits refuse, is counted. */
export interface Refusals {
  /** Never fails: a refusal stands whether or not it could be written; the log has it in any case. */
  record(refusal: Refusal): Promise<void>;
  /** A refusal for too much at once. */
  count(who: UserId): void;
  /** Writes one line for each person with refusals that were counted. Called now and then, and at the end. */
  flush(): Promise<void>;
}

interface Counted {
  limited: number;
  refused: number;
}

export function createRefusals(needs: { store: RefusalStore; clock: Clock; log: Logger }): Refusals {
  const { store, clock, log } = needs;
  const pace = createPace({ clock, ...written });
  const counts = new Map<UserId, Counted>();
  const counted = (who: UserId, what: keyof Counted) => {
    const count = counts.get(who) ?? { limited: 0, refused: 0 };
    count[what] += 1;
    counts.set(who, count);
  };

  const append = async (person: UserId, what: RefusalLine['what'], detail: RefusalLine['detail']) => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const head = (await store.last(person)) ?? emptyChain;
      const line = linked(head, { person, at: clock.now(), what, detail });
      if ((await store.append(line)) === 'appended') return;
    }
    throw new Error(`no place found in ${String(mostTries)} tries`);
  };

  return {
    async record({ who, action, resource, because }) {
      log.info({ who, action, resource, because }, 'refused');
      if (pace.take(who) > 0) {
        counted(who, 'refused');
        return;
      }
      try {
        await append(who, 'refused', { action, resource, because });
      } catch (error) {
        log.error({ who, action, resource, because: messageOf(error) }, 'refusal not written to the audit');
      }
    },
    count(who) {
      counted(who, 'limited');
    },
    async flush() {
      const all = [...counts];
      counts.clear();
      for (const [who, { limited, refused }] of all) {
        try {
          await append(who, 'refusals-counted', { tooManyAtOnce: limited, notWritten: refused });
        } catch (error) {
          log.error(
            { who, limited, refused, because: messageOf(error) },
            'refusals not written to the audit',
          );
        }
      }
    },
  };
}

import type { AllMiddlewareArgs, AnyMiddlewareArgs } from '@slack/bolt';
import { isJsonObject, type Logger } from '../platform/index.ts';

/** How long a stop waits for what was acknowledged and is not done yet, ms: less than a task may take to stop. */
const lastWorkMs = 10_000;

/** What came over a socket: each is a line of the log, and a stop waits for those in work. */
export interface Arrivals {
  readonly middleware: (args: AnyMiddlewareArgs & AllMiddlewareArgs) => Promise<void>;
  /** Resolves when nothing is in work any more, or when that takes too long. */
  settled(): Promise<void>;
}

export function createArrivals(log: Logger): Arrivals {
  const working = new Set<Promise<void>>();
  return {
    async middleware({ body, context, next }) {
      log.info({ ...envelopeIn(context), ...arrivalIn(body) }, 'arrived from slack');
      const work = next();
      working.add(work);
      try {
        await work;
      } finally {
        working.delete(work);
      }
    },
    async settled() {
      let late: NodeJS.Timeout | undefined;
      const tooLong = new Promise<void>((resolve) => {
        late = setTimeout(() => {
          log.warn({ left: working.size }, 'stopped before everything from slack was done');
          resolve();
        }, lastWorkMs);
      });
      await Promise.race([Promise.allSettled([...working]), tooLong]);
      clearTimeout(late);
    },
  };
}

/** The id by which Slack delivered it, for whoever searches the log; put there by the receiver. */
export function envelopeIn(context: Readonly<Record<string, unknown>>): { readonly envelope?: string } {
  const { envelope } = context;
  return typeof envelope === 'string' ? { envelope } : {};
}

/**
 * Ids of what came: who did what, where, about which record. Nothing that a person typed or chose: a value is taken from
 * buttons of our own messages alone. Pure.
 */
export function arrivalIn(body: unknown): Readonly<Record<string, string>> {
  const at = (...path: readonly string[]): unknown => {
    let inner = body;
    for (const key of path)
      inner = Array.isArray(inner)
        ? (inner[Number(key)] as unknown)
        : isJsonObject(inner)
          ? inner[key]
          : undefined;
    return inner;
  };
  const onMessage = at('container', 'type') === 'message';
  const found: Readonly<Record<string, unknown>> = {
    kind: at('type') ?? 'slash_command',
    what:
      at('actions', '0', 'action_id') ??
      at('view', 'callback_id') ??
      at('callback_id') ??
      at('command') ??
      at('event', 'type'),
    about: onMessage && at('actions', '0', 'type') === 'button' ? at('actions', '0', 'value') : undefined,
    who: at('user', 'id') ?? at('user_id') ?? at('event', 'user'),
    channel: at('channel', 'id') ?? at('channel_id') ?? at('event', 'channel'),
    messageTs: at('container', 'message_ts') ?? at('message_ts'),
    viewId: at('view', 'id'),
    eventId: at('event_id'),
  };
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

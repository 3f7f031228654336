import type { Asks } from '../approvals/index.ts';
import type { StatusChange } from '../executions/index.ts';
import type { Clock, JsonObject, Logger } from '../platform/index.ts';
import { isAsk, type BusEvent } from './event.ts';
import type { MessageHandler, Outcome, QueueMessage } from './message.ts';
import { readMessage, type Read } from './read-message.ts';
import type { SeenEvents } from './seen-events.ts';
import { statusChangeIn } from './status-change.ts';

const done: Outcome = { kind: 'done' };

export interface IntakeNeeds {
  readonly seen: SeenEvents;
  readonly asks: Asks;
  readonly onStatusChange: (change: StatusChange, event: BusEvent) => Promise<void>;
  /** Every event that is no ask, a status change too. */
  readonly onEvent: (event: BusEvent) => Promise<Outcome>;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Takes messages of the queue. The work of each is safe to repeat, and an event that was worked on is remembered
 * afterwards: so a crash in between costs a repetition, never an event.
 */
export function createIntake(needs: IntakeNeeds): MessageHandler {
  const { seen, clock, log } = needs;
  const inFlight = new Map<string, Promise<Outcome>>();

  const ask = async (written: JsonObject, message: QueueMessage, executionArn?: string): Promise<Outcome> => {
    const { body: original, queueUrl } = message;
    const named = executionArn !== undefined && { executionArn };
    const taken = await needs.asks.receive({ written, original, queueUrl, ...named });
    return taken.kind === 'recorded' ? done : { kind: 'rejected', because: taken.because };
  };

  const work = async (event: BusEvent, message: QueueMessage): Promise<Outcome> => {
    if (isAsk(event)) {
      const executionArn = event.resources.find((arn) => arn.split(':')[5] === 'execution');
      return ask(event.detail, message, executionArn);
    }
    const change = statusChangeIn(event);
    if (change) await needs.onStatusChange(change, event);
    return needs.onEvent(event);
  };

  /** Once per key, also for two copies that arrive side by side. */
  const once = async (event: BusEvent, message: QueueMessage): Promise<Outcome> => {
    const before = inFlight.get(event.key) ?? Promise.resolve(done);
    const working = before
      .catch(() => done)
      .then(async () => {
        if (await seen.has(event.key)) {
          log.info({ event: event.key }, 'repeated event passed by');
          return done;
        }
        const outcome = await work(event, message);
        if (outcome.kind === 'done') await seen.add([event.key], clock.now());
        return outcome;
      });
    inFlight.set(event.key, working);
    try {
      return await working;
    } finally {
      if (inFlight.get(event.key) === working) inFlight.delete(event.key);
    }
  };

  const take = async (read: Read, message: QueueMessage): Promise<Outcome> => {
    switch (read.kind) {
      case 'unreadable':
        return { kind: 'rejected', because: read.because };
      case 'ask':
        return ask(read.written, message);
      case 'events': {
        let worst: Outcome = done;
        for (const event of read.events) {
          const outcome = await once(event, message);
          if (outcome.kind !== 'done') worst = outcome;
        }
        return worst;
      }
    }
  };
  return async (message) => {
    const read = readMessage(message);
    const outcome = await take(read, message);
    log.info({ messageId: message.id, outcome: outcome.kind, ...eventsIn(read) }, 'message worked on');
    return outcome;
  };
}

/** Which events stand in it, and the executions that they name. Pure. */
function eventsIn(read: Read): {
  readonly events?: readonly string[];
  readonly executions?: readonly string[];
} {
  if (read.kind !== 'events') return {};
  const executions = read.events.flatMap(({ resources }) =>
    resources.filter((arn) => arn.split(':')[5] === 'execution'),
  );
  return { events: read.events.map(({ key }) => key), ...(executions.length > 0 && { executions }) };
}

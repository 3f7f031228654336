import {
  delayBefore,
  isJsonObject,
  messageOf,
  type Backoff,
  type Clock,
  type JsonObject,
  type Logger,
} from '../../../platform/index.ts';
import { optionalText, text } from '../page.ts';
import type { Colleagues } from '../service.ts';
import type { Rule } from './bus.ts';
import type { Envelope } from './event.ts';
import { failureOf, type Failure } from '../delivery-failure.ts';
import { inputOf } from './input.ts';
import { sendTo, sendToQueue } from './send.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
const mostRetries = 185;
const oldestSeconds = 86_400;
/** AWS says exponential with jitter and no numbers; these spread 185 tries over about 24 hours. */
const backoff: Backoff = { firstMs: 1_000, factor: 2, atMostMs: 900_000 };

/** One event on its way to one target. */
export interface Parcel {
  readonly rule: Pick<Rule, 'arn' | 'name'>;
  readonly target: JsonObject;
  readonly event: Envelope;
  /** When the bus took it. */
  readonly ingestedAt: number;
  /** Buses that the event has been on, by ARN. */
  readonly trail: readonly string[];
}

export interface Deliveries {
  send(parcel: Parcel): void;
  /** Resolves when no delivery is under way; those that wait for a retry do not count. */
  settled(): Promise<void>;
  /** Forgets what waits. */
  clear(): void;
}

export function createDeliveries(needs: {
  colleagues: Colleagues;
  clock: Clock;
  log: Logger;
  /** Puts an event on another bus of the account. @throws {AwsError} where there is none */
  forward: (busArn: string, parcel: Parcel) => void;
}): Deliveries {
  const { colleagues, clock, log } = needs;
  const working = new Set<Promise<void>>();
  let era = 0;

  const attempt = async (parcel: Parcel, retries: number): Promise<void> => {
    const { rule, target, event } = parcel;
    const arn = text(target, 'Arn');
    const input = inputOf(target, event, rule, parcel.ingestedAt);
    if ('fault' in input) {
      await bury(parcel, { code: 'INVALID_JSON', message: input.fault, passing: false }, retries);
      return;
    }
    try {
      if (arn.startsWith('arn:aws:events:')) needs.forward(arn, parcel);
      else await sendTo(target, input.text, { colleagues, ruleArn: rule.arn, eventId: event.id });
    } catch (error) {
      await failed(parcel, failureOf(error), retries);
    }
  };

  const failed = async (parcel: Parcel, failure: Failure, retries: number): Promise<void> => {
    if (!failure.passing) return bury(parcel, failure, retries);
    const { attempts, ageSeconds } = policyOf(parcel.target);
    if (retries >= attempts) return bury(parcel, failure, retries, 'MaximumRetryAttempts');
    const delayMs = delayBefore(retries + 1, backoff);
    if (clock.now() + delayMs - parcel.ingestedAt > ageSeconds * 1000) {
      return bury(parcel, failure, retries, 'MaximumEventAgeInSeconds');
    }
    const begun = era;
    clock.after(delayMs, () => (begun === era ? track(attempt(parcel, retries + 1)) : undefined));
  };

  /** Sends to the target's dead-letter queue, or drops. */
  const bury = async (
    parcel: Parcel,
    failure: Failure,
    retries: number,
    exhausted?: string,
  ): Promise<void> => {
    const { rule, target, event } = parcel;
    const config = target['DeadLetterConfig'];
    const queue = isJsonObject(config) ? optionalText(config, 'Arn') : undefined;
    log.warn(
      {
        rule: rule.arn,
        target: target['Arn'],
        error: failure.code,
        because: failure.message,
        deadLetterQueue: queue,
      },
      'event not delivered',
    );
    if (queue === undefined) return;
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: text(target, 'Arn'),
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      RETRY_ATTEMPTS: String(retries),
      ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: exhausted }),
    };
    const message = { MessageBody: JSON.stringify(event), MessageAttributes: stringAttributes(attributes) };
    await sendToQueue(colleagues, queue, message, rule.arn).catch((error: unknown) => {
      log.warn({ queue, because: messageOf(error) }, 'dead-letter queue refused an event');
    });
  };

  const track = (work: Promise<void>): Promise<void> => {
    working.add(work);
    void work.finally(() => working.delete(work));
    return work;
  };

  return {
    send(parcel) {
      // After this call returned: whoever published goes on first.
      void track(Promise.resolve().then(() => attempt(parcel, 0)));
    },
    async settled() {
      while (working.size > 0) await Promise.all(working);
    },
    clear() {
      era += 1;
    },
  };
}

function policyOf(target: JsonObject): { readonly attempts: number; readonly ageSeconds: number } {
  const policy = isJsonObject(target['RetryPolicy']) ? target['RetryPolicy'] : {};
  const [attempts, age] = [policy['MaximumRetryAttempts'], policy['MaximumEventAgeInSeconds']];
  return {
    attempts: typeof attempts === 'number' ? attempts : mostRetries,
    ageSeconds: typeof age === 'number' ? age : oldestSeconds,
  };
}

function stringAttributes(values: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );
}

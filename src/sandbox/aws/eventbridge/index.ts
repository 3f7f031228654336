import { matches } from '../../../event-patterns/index.ts';
import type { Clock, JsonObject, Logger } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Colleagues, Service } from '../service.ts';
import { busOperations } from './bus-operations.ts';
import { createBuses, type Bus, type Rule, type Scope } from './bus.ts';
import { createDeliveries, type Parcel } from './delivery.ts';
import { envelope, type Envelope } from './event.ts';
import { putEvents } from './put-events.ts';
import { ruleOperations } from './rule-operations.ts';
import { createSchedules } from './schedules.ts';
import { tagOperations } from './tags.ts';
import { targetOperations } from './target-operations.ts';
import { testEventPattern } from './test-pattern.ts';

export { wholeSeconds } from './event.ts';
export { seedRules } from './seeds.ts';

/** An event of one of the account's own services, whose source may begin with `aws.`. */
export interface ServiceEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: JsonObject;
  readonly resources: readonly string[];
  readonly region: string;
  readonly account: string;
}

export interface LocalEventBridge {
  readonly service: Service;
  /** Puts an event on the default bus of its Region and account. */
  publish(event: ServiceEvent): void;
  /** Resolves when everything that is due now is delivered. */
  settled(): Promise<void>;
  /** Forgets rules, buses and what waits for a retry. */
  reset(): void;
}

export function createLocalEventBridge(needs: {
  clock: Clock;
  colleagues: Colleagues;
  log: Logger;
}): LocalEventBridge {
  const { clock } = needs;
  const now = () => clock.now();
  const buses = createBuses(now);

  const hand = (rule: Rule, event: Envelope, trail: readonly string[]) => {
    for (const target of rule.targets.values()) {
      deliveries.send({ rule, target, event, ingestedAt: now(), trail });
    }
  };
  const accept = (bus: Bus, event: Envelope, trail: readonly string[] = []) => {
    for (const rule of bus.rules.values()) {
      if (rule.state === 'DISABLED' || !rule.pattern || !matches(rule.pattern, event)) continue;
      hand(rule, event, [...trail, bus.arn]);
    }
  };
  const forward = (busArn: string, { event, trail }: Parcel) => {
    const bus = buses.get({ region: event.region, account: event.account }, busArn);
    // Two buses that feed each other would never come to rest.
    if (trail.includes(bus.arn))
      throw new AwsError('ValidationException', `The event was on ${bus.arn} before.`);
    accept(bus, event, trail);
  };
  const deliveries = createDeliveries({ ...needs, forward });
  const schedules = createSchedules({
    clock,
    fire(rule) {
      const scope: Scope = scopeOf(rule.arn);
      const content = { source: 'aws.events', detailType: 'Scheduled Event', detail: {} };
      hand(rule, envelope({ ...content, resources: [rule.arn], at: now() }, scope), []);
      return deliveries.settled();
    },
  });

  return {
    service: {
      name: 'events',
      json: { target: 'AWSEvents', version: '1.1' },
      operations: {
        ...busOperations({ buses, now }),
        ...ruleOperations({
          buses,
          changed: (rule) => {
            schedules.arm(rule);
          },
        }),
        ...targetOperations(buses),
        ...tagOperations(buses),
        PutEvents: putEvents({ buses, now, accept }),
        TestEventPattern: testEventPattern,
      },
    },
    publish(event) {
      accept(buses.get(event), envelope({ ...event, at: now() }, event));
    },
    settled: () => deliveries.settled(),
    reset() {
      schedules.clear();
      deliveries.clear();
      buses.clear();
    },
  };
}

function scopeOf(arn: string): Scope {
  const [, , , region = '', account = ''] = arn.split(':');
  return { region, account };
}

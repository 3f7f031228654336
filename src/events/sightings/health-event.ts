import { isJsonObject } from '../../platform/index.ts';
import type { BusEvent } from '../event.ts';
import { listIn, nameInArn, numberIn, textIn } from './reading.ts';

/** What AWS Health says, as far as it says it. https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html */
export interface HealthEvent {
  readonly eventArn?: string;
  /** `AWS_RISK_CREDENTIALS_EXPOSED` */
  readonly code: string;
  /** `RISK`, `EC2` */
  readonly service: string;
  readonly category: string;
  readonly closed: boolean;
  readonly upcoming: boolean;
  readonly description?: string;
  /** What it is about: ids, ARNs. */
  readonly entities: readonly string[];
  /** In an organisation's view another one than the event's. */
  readonly account: string;
  readonly region: string;
  /** A large one comes in pages. */
  readonly page: number;
  readonly pages: number;
}

/** Undefined for any other event. */
export function healthEventIn(event: BusEvent): HealthEvent | undefined {
  const { detail } = event;
  const code = textIn(detail, 'eventTypeCode');
  if (event.source !== 'aws.health' || code === undefined) return undefined;
  const eventArn = textIn(detail, 'eventArn');
  const description = descriptionIn(event);
  const status = textIn(detail, 'statusCode');
  return {
    code,
    ...(eventArn !== undefined && { eventArn }),
    service: textIn(detail, 'service') ?? 'AWS',
    category: textIn(detail, 'eventTypeCategory') ?? 'issue',
    closed: status === 'closed',
    upcoming: status === 'upcoming',
    ...(description !== undefined && { description }),
    entities: listIn(detail, 'affectedEntities').flatMap((entity) => textIn(entity, 'entityValue') ?? []),
    account: textIn(detail, 'affectedAccount') ?? event.account,
    region: textIn(detail, 'eventRegion') ?? event.region,
    page: numberIn(detail, 'page') ?? 1,
    pages: numberIn(detail, 'totalPages') ?? 1,
  };
}

/** English where there is a choice. */
function descriptionIn({ detail }: BusEvent): string | undefined {
  const all = listIn(detail, 'eventDescription').filter(isJsonObject);
  const english = all.find((one) => textIn(one, 'language')?.startsWith('en') === true);
  return textIn(english ?? all[0], 'latestDescription');
}

/** Of several communications about one event, in as many accounts: what they have in common. */
export function healthKey(health: HealthEvent): readonly string[] {
  const { account, region, eventArn, code } = health;
  return [account, region, eventArn === undefined ? code : nameInArn(eventArn)];
}

import type { Severity } from '../../incidents/index.ts';
import type { BusEvent } from '../event.ts';
import { id } from './console-page.ts';
import { code, fact, type Draft } from './draft.ts';
import { healthEventIn, healthKey, type HealthEvent } from './health-event.ts';
import { isRisk } from './risk.ts';
import { momentInWords, momentOf } from './moment.ts';
import { valueIn } from './reading.ts';

/** Of entities, so many are named. */
const named = 5;

/** What AWS tells of its own services and of this account; exposed keys are {@link exposedKeyDraft}'s. */
export function healthDraft(event: BusEvent): Draft | undefined {
  const health = healthEventIn(event);
  if (!health) return undefined;
  const { description, closed, eventArn } = health;
  const [from, to] = [momentIn(event, 'startTime'), momentIn(event, 'endTime')];
  return {
    kind: 'health',
    key: healthKey(health),
    at: momentOf(valueIn(event.detail, 'lastUpdatedTime')),
    account: health.account,
    region: health.region,
    title: `AWS Health: ${inWords(health)}${closed ? ', over' : ''}`,
    meaning: description,
    advice: closed ? undefined : adviceFor(health),
    severity: closed ? 'low' : severityOf(health),
    phase: closed ? 'resolves' : 'opens',
    facts: [
      fact('Service', health.service),
      code('Affects', affected(health.entities)),
      code('Account', health.account),
      code('Region', health.region),
      fact(health.upcoming ? 'Begins' : 'Began', from),
      fact(closed ? 'Ended' : 'Ends', to === from ? undefined : to),
      fact('Page', health.pages > 1 ? `${String(health.page)} of ${String(health.pages)}` : undefined),
      code('Code', health.code),
    ],
    links: eventArn === undefined ? [] : [healthPage(eventArn)],
  };
}

/** Health has one console for all Regions. */
export function healthPage(eventArn: string): { readonly label: string; readonly url: string } {
  return {
    label: 'Event in AWS Health',
    url: `https://health.aws.amazon.com/health/home#/account/event-log?eventID=${id(eventArn)}&eventTab=details`,
  };
}

/** `AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED` of EC2: "EC2, instance retirement scheduled". */
function inWords({ code: whole, service }: HealthEvent): string {
  const words = whole
    .replace(/^AWS_/, '')
    .split('_')
    .filter((word) => word !== '');
  const rest = words[0] === service ? words.slice(1) : words;
  return `${service}, ${rest.join(' ').toLowerCase()}`;
}

function severityOf({ code: whole, category }: HealthEvent): Severity {
  if (isRisk(whole)) return 'critical';
  if (category === 'issue') return 'high';
  return category === 'accountNotification' ? 'low' : 'normal';
}

function adviceFor({ code: whole, category, upcoming }: HealthEvent): string | undefined {
  if (isRisk(whole))
    return 'Treat the account as in danger: look at what AWS says, and at who did what in CloudTrail.';
  if (category === 'scheduledChange' || upcoming)
    return 'See that what is affected is moved or mended before it begins.';
  return category === 'issue'
    ? 'See whether what you run there still works, and wait for AWS or move it.'
    : undefined;
}

function affected(entities: readonly string[]): string | undefined {
  if (entities.length === 0) return undefined;
  const more = entities.length - named;
  return `${entities.slice(0, named).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}

function momentIn({ detail }: BusEvent, name: string): string | undefined {
  const at = momentOf(valueIn(detail, name));
  return at === undefined ? undefined : momentInWords(at);
}

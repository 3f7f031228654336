import { digestOf } from '../../platform/index.ts';
import type { BusEvent } from '../event.ts';
import { consolePage, id } from './console-page.ts';
import { code, fact, type Draft } from './draft.ts';
import { healthEventIn, type HealthEvent } from './health-event.ts';
import { healthPage } from './health.ts';
import { momentOf } from './moment.ts';
import { nameInArn, textIn, valueIn } from './reading.ts';
import { riskInWords } from './risk.ts';

/** Long-term ids begin with AKIA, those of sessions with ASIA. */
const accessKeyId = /\bA[KS]IA[A-Z0-9]{12,124}\b/g;
/** Keys of one event that something is done about; one that names more is a matter for people. */
const mostKeys = 5;
const publicWords =
  'AWS found it where everybody can read it. Whoever has it can act in this account with the rights of its user.';

/** AWS Health tells of an access key in other hands. One without a key in it is any event of Health. */
export function exposedKeyDraft(event: BusEvent): Draft | undefined {
  const health = healthEventIn(event);
  const says = riskInWords(health?.code ?? '');
  if (!health || says === undefined) return undefined;
  const [key, ...others] = keysIn(event, health);
  if (key === undefined) return undefined;
  const userName = userIn(event, health);
  const { account, closed, eventArn } = health;
  return {
    kind: 'exposed-key',
    // Of an id, four characters may be shown; the digest tells keys apart that end alike.
    key: [account, `${key.slice(0, 4)}-${key.slice(-4)}-${digestOf(key).slice(0, 12)}`],
    at: momentOf(valueIn(event.detail, 'lastUpdatedTime')),
    account,
    region: health.region,
    title: titleOf(key, others.length, userName, says, closed),
    meaning:
      health.code === 'AWS_RISK_CREDENTIALS_EXPOSED' ? publicWords : (health.description ?? publicWords),
    advice: closed ? undefined : adviceFor(key),
    severity: closed ? 'low' : 'critical',
    phase: closed ? 'resolves' : 'opens',
    facts: [
      code('Access key', `${shortened(key)}${isTemporary(key) ? ' (temporary)' : ''}`),
      code('User', userName),
      code('Account', account),
      code('Seen at', textIn(event.detail, 'eventMetadata', 'exposedUrl')),
      code('Other keys', otherKeys(others)),
      fact('Page', health.pages > 1 ? `${String(health.page)} of ${String(health.pages)}` : undefined),
      code('Code', health.code),
    ],
    links: [...userPage(userName), ...(eventArn === undefined ? [] : [healthPage(eventArn)])],
    subject: {
      accessKeyId: key,
      ...(others.length > 0 && { otherKeys: others.slice(0, mostKeys - 1) }),
      ...(userName !== undefined && { userName }),
    },
  };
}

/** `AKIA…last4`: enough to tell which, too little to use. */
export function shortened(key: string): string {
  return `${key.slice(0, 4)}…${key.slice(-4)}`;
}

/** Said of those about which nothing is done, too. */
function otherKeys(others: readonly string[]): string | undefined {
  if (others.length === 0) return undefined;
  const left = others.length - (mostKeys - 1);
  const named = others
    .slice(0, mostKeys - 1)
    .map(shortened)
    .join(', ');
  return left > 0 ? `${named}, and ${String(left)} that Signalbox leaves to you` : named;
}

function isTemporary(key: string): boolean {
  return key.startsWith('ASIA');
}

function titleOf(
  key: string,
  others: number,
  userName: string | undefined,
  says: string,
  closed: boolean,
): string {
  const of = userName === undefined ? '' : ` of ${userName}`;
  const more = others === 0 ? '' : ` (and ${String(others)} more)`;
  return `Access key ${shortened(key)}${of}${more} ${closed ? 'is out of danger, says AWS' : says}`;
}

function adviceFor(key: string): string {
  return isTemporary(key)
    ? 'It is of a session and cannot be made inactive: revoke the sessions of its role, and see what it was used for.'
    : 'Make it inactive now, which can be undone; see what it was used for; delete it once nothing needs it.';
}

/** Each once, that of the metadata first. */
function keysIn({ detail }: BusEvent, { entities }: HealthEvent): readonly string[] {
  const named = textIn(detail, 'eventMetadata', 'publicKey') ?? '';
  return [...new Set([named, ...entities].flatMap((text) => text.match(accessKeyId) ?? []))];
}

/** The metadata names the user; else an entity may be their ARN. */
function userIn({ detail }: BusEvent, { entities }: HealthEvent): string | undefined {
  const arn = entities.find((entity) => /^arn:[\w-]+:iam::\d*:user\//.test(entity));
  return textIn(detail, 'eventMetadata', 'userName') ?? (arn === undefined ? undefined : nameInArn(arn));
}

/** IAM is the same in all Regions; its page is in us-east-1. */
function userPage(userName: string | undefined): ReturnType<typeof consolePage> {
  if (userName === undefined) return [];
  return consolePage(
    'User in the AWS console',
    'us-east-1',
    `iam/home#/users/details/${id(userName)}?section=security_credentials`,
  );
}

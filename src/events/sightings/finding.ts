import type { Severity } from '../../incidents/index.ts';
import type { BusEvent } from '../event.ts';
import { consolePage, id } from './console-page.ts';
import { code, fact, type Draft } from './draft.ts';
import { shortened } from './exposed-key.ts';
import { momentInWords, momentOf } from './moment.ts';
import { numberIn, textIn, valueIn } from './reading.ts';

/** A finding of GuardDuty. The same comes again with a higher count. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html */
export function findingDraft(event: BusEvent): Draft | undefined {
  const { detail } = event;
  const finding = textIn(detail, 'id');
  if (event.source !== 'aws.guardduty' || finding === undefined) return undefined;
  const account = textIn(detail, 'accountId') ?? event.account;
  const region = textIn(detail, 'region') ?? event.region;
  const type = textIn(detail, 'type');
  const score = numberIn(detail, 'severity');
  const archived = valueIn(detail, 'service', 'archived') === true;
  const firstSeen = momentOf(valueIn(detail, 'service', 'eventFirstSeen'));
  const accessKeyId = textIn(detail, 'resource', 'accessKeyDetails', 'accessKeyId');
  const userName = textIn(detail, 'resource', 'accessKeyDetails', 'userName');
  return {
    kind: 'finding',
    key: [account, region, finding],
    at: momentOf(valueIn(detail, 'updatedAt')),
    account,
    region,
    title: textIn(detail, 'title') ?? `GuardDuty found ${type ?? 'something'}`,
    meaning: textIn(detail, 'description'),
    advice: archived
      ? undefined
      : 'See whether somebody of yours did this; if not, treat it as an intrusion.',
    severity: severityOf(score),
    phase: archived ? 'resolves' : 'opens',
    facts: [
      code('Type', type),
      fact('Severity', score === undefined ? undefined : `${String(score)} of 10`),
      fact('Resource', textIn(detail, 'resource', 'resourceType')),
      code('Of', textIn(detail, 'resource', 'instanceDetails', 'instanceId')),
      code('Access key', accessKeyId === undefined ? undefined : shortened(accessKeyId)),
      code('User', userName),
      fact('Seen', times(numberIn(detail, 'service', 'count'))),
      fact('First seen', firstSeen === undefined ? undefined : momentInWords(firstSeen)),
      code('Account', account),
    ],
    links: consolePage(
      'Finding in the AWS console',
      region,
      `guardduty/home?region=${id(region)}#/findings?search=id%3D${id(finding)}`,
    ),
    subject: {
      ...(accessKeyId !== undefined && { accessKeyId }),
      ...(userName !== undefined && { userName }),
    },
  };
}

/** GuardDuty's own levels: low to 3.9, medium to 6.9, high to 8.9, critical to 10. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
function severityOf(score: number | undefined): Severity {
  if (score === undefined) return 'normal';
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  return score >= 4 ? 'normal' : 'low';
}

function times(count: number | undefined): string | undefined {
  if (count === undefined) return undefined;
  return count === 1 ? 'once' : `${String(count)} times`;
}

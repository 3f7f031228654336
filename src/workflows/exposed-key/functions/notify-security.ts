import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { exposedKeyIn, shortened, type ContainedKey, type HealthEvent } from './lib/exposed-key.ts';
import type { Activity } from './summarise-activity.ts';

const sns = new SNSClient({});
const dashboard = 'https://health.aws.amazon.com/health/home';

interface Known extends HealthEvent {
  readonly key?: ContainedKey;
  readonly summary?: Activity;
  /** As a catcher has it. */
  readonly failure?: { readonly Error: string; readonly Cause: string };
}

/** Tells security what is known and what was done; after a catcher, what failed and where to look. */
export async function handler(known: Known): Promise<{ messageId: string }> {
  const { key, summary, failure, detail } = known;
  const exposed = exposedKeyIn(known);
  const account = detail?.affectedAccount ?? known.account ?? 'unknown';
  const { MessageId: messageId = '' } = await sns.send(
    new PublishCommand({
      TopicArn: process.env['TOPIC_ARN'],
      Subject: `Exposed access key${key ? ` of ${key.userName}` : ''}, account ${account}`.slice(0, 99),
      Message: [
        `AWS Health: ${detail?.eventTypeCode ?? 'an exposed key'}, account ${account}.`,
        key
          ? `The access key ${key.accessKey} of the user ${key.userName} was ${key.action}.`
          : `The access key ${exposed === undefined ? '' : `${shortened(exposed)} `}was not contained.`,
        ...(failure ? [`${failure.Error}: ${messageIn(failure.Cause)}`, 'See to it by hand now.'] : []),
        ...(summary ? summaryInWords(summary) : []),
        `AWS Health dashboard: ${dashboard}`,
      ].join('\n'),
    }),
  );
  return { messageId };
}

function summaryInWords(activity: Activity): readonly string[] {
  const { calls, denied, first, last, moreIn } = activity;
  if (calls === 0) return ['CloudTrail has no calls of this key.'];
  return [
    `CloudTrail: ${String(calls)} calls, ${String(denied)} denied, from ${first ?? '?'} to ${last ?? '?'}.`,
    `Calls: ${listed(activity.byCall)}`,
    `Regions: ${listed(activity.byRegion)}`,
    `From: ${listed(activity.byAddress)}`,
    `Touched: ${listed(activity.resources)}`,
    ...(moreIn.length > 0
      ? [`There is more in ${moreIn.join(', ')}: only the newest calls were counted.`]
      : []),
  ];
}

function listed(counts: Readonly<Record<string, number>>): string {
  const words = Object.entries(counts).map(([name, count]) => `${name} ${String(count)}`);
  return words.length === 0 ? 'nothing that CloudTrail names' : words.join(', ');
}

/** A function's error comes as JSON. */
function messageIn(cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: string };
    return errorMessage ?? cause;
  } catch {
    return cause;
  }
}

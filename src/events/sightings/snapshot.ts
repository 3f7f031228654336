import type { BusEvent } from '../event.ts';
import { consolePage, id } from './console-page.ts';
import { code, fact, type Draft } from './draft.ts';
import { momentOf, spanInWords } from './moment.ts';
import { listIn, nameInArn, textIn, valueIn } from './reading.ts';

/** What was done to a snapshot, as a person says it. */
const deeds: Readonly<Record<string, readonly [done: string, doing: string]>> = {
  createSnapshot: ['was made', 'making'],
  createSnapshots: ['were made', 'making'],
  copySnapshot: ['was copied', 'copying'],
  shareSnapshot: ['was shared', 'sharing'],
  lockSnapshot: ['was locked', 'locking'],
  archiveSnapshot: ['was archived', 'archiving'],
};

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-cloud-watch-events.html */
export function snapshotDraft(event: BusEvent): Draft | undefined {
  const { detail, account, region } = event;
  const what = textIn(detail, 'event');
  if (event.source !== 'aws.ec2' || !event.detailType.startsWith('EBS ') || what === undefined)
    return undefined;
  if (!/snapshot/i.test(event.detailType)) return undefined;
  const failed = textIn(detail, 'result') === 'failed';
  const snapshots = snapshotsIn(event);
  const source = sourceOf(event);
  return {
    kind: 'snapshot',
    key: [account, region, what, source ?? snapshots[0] ?? '-'],
    at: momentOf(valueIn(detail, 'endTime') ?? valueIn(detail, 'EndTime')),
    title: titleOf(what, failed, snapshots, source),
    meaning: textIn(detail, 'cause'),
    advice: failed ? adviceFor(what) : undefined,
    severity: failed ? 'high' : 'low',
    phase: failed ? 'opens' : 'passes',
    facts: [
      code(snapshots.length > 1 ? 'Snapshots' : 'Snapshot', listed(snapshots)),
      code(what === 'shareSnapshot' ? 'With account' : 'Of', source),
      fact('Took', took(event)),
      fact('Transfer', textIn(detail, 'transferType')),
      fact('Incremental', textIn(detail, 'incremental')),
      code('Request', textIn(detail, 'request-id')),
    ],
    links: snapshots
      .slice(0, 1)
      .flatMap((one) =>
        consolePage(
          'Snapshot in the AWS console',
          region,
          `ec2/home?region=${id(region)}#SnapshotDetails:snapshotId=${id(one)}`,
        ),
      ),
  };
}

function titleOf(
  what: string,
  failed: boolean,
  snapshots: readonly string[],
  source: string | undefined,
): string {
  const [done = `is through with ${what}`, doing = what] = deeds[what] ?? [];
  const many = snapshots.length > 1 ? `${String(snapshots.length)} snapshots` : undefined;
  const subject = many ?? (snapshots[0] === undefined ? 'A snapshot' : `Snapshot ${snapshots[0]}`);
  const of = source === undefined || what === 'shareSnapshot' ? '' : ` of ${source}`;
  if (failed) return `${subject}${of}: ${doing} it failed`;
  return `${subject}${of} ${many === undefined ? done : done.replace('was ', 'were ')}`;
}

/** The one that the event names, or the list of a whole instance's. */
function snapshotsIn({ detail }: BusEvent): readonly string[] {
  const one = textIn(detail, 'snapshot_id');
  const many = listIn(detail, 'snapshots').flatMap((entry) => textIn(entry, 'snapshot_id') ?? []);
  return [...new Set([...(one === undefined ? [] : [one]), ...many].map(nameInArn))];
}

function sourceOf({ detail }: BusEvent): string | undefined {
  const source = textIn(detail, 'source');
  return source === undefined ? undefined : nameInArn(source);
}

function listed(snapshots: readonly string[]): string | undefined {
  return snapshots.length === 0 ? undefined : snapshots.join(', ');
}

function took({ detail }: BusEvent): string | undefined {
  const from = momentOf(valueIn(detail, 'startTime') ?? valueIn(detail, 'StartTime'));
  const to = momentOf(valueIn(detail, 'endTime') ?? valueIn(detail, 'EndTime'));
  return from === undefined || to === undefined ? undefined : spanInWords(to - from);
}

function adviceFor(what: string): string {
  if (what === 'copySnapshot')
    return 'The copy is missing in this Region; copy it again once the reason is gone.';
  return what.startsWith('createSnapshot')
    ? 'There is no newer backup until it is made again; mend the reason first.'
    : 'Mend the reason, and do it again.';
}

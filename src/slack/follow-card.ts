import type { KnownBlock } from '@slack/types';
import type { Follow } from '../executions/index.ts';
import { canonicalJson, digestOf } from '../platform/index.ts';
import { consoleLink, duration, statusInWords } from './execution-words.ts';
import type { View } from './posting.ts';
import { cut, foreign, moment, person } from './text.ts';

const followEventType = 'signalbox_execution';
const longestSection = 3_000;

/** The card of a followed execution: which run, how it stands, since when, and what went wrong. Pure. */
export function renderFollow(follow: Follow): View {
  const { machine, name, status, startedAt, stoppedAt, error, cause, redriveCount, executionArn } =
    follow.run;
  const by = follow.startedBy === undefined ? '' : ` by ${person(follow.startedBy)}`;
  const redriven =
    redriveCount > 0 ? ` · redriven ${redriveCount === 1 ? 'once' : `${String(redriveCount)} times`}` : '';
  const lines = [
    `*${foreign(machine, 80)}* ${statusInWords(status)}${stoppedAt === undefined ? '' : ` after ${duration(stoppedAt - startedAt)}`}`,
    `Started ${moment(startedAt)}${by}${stoppedAt === undefined ? '' : ` · ended ${moment(stoppedAt)}`}${redriven}`,
    ...(error === undefined
      ? []
      : [`Error *${foreign(error, 256)}*${cause === undefined ? '' : `: ${foreign(cause, 1_000)}`}`]),
  ];
  const blocks: KnownBlock[] = [
    { type: 'section', text: { type: 'mrkdwn', text: cut(lines.join('\n'), longestSection) } },
    {
      type: 'context',
      elements: [
        {
          type: 'mrkdwn',
          text: `execution ${foreign(name, 100)} · <${consoleLink(executionArn)}|Open in the AWS console>`,
        },
      ],
    },
  ];
  const text = `${foreign(machine, 80)} ${statusInWords(status)}`;
  return {
    text,
    blocks,
    metadata: { event_type: followEventType, event_payload: { execution_arn: executionArn } },
    digest: digestOf(canonicalJson({ text, blocks })),
  };
}

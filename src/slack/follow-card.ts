import type { KnownBlock } from '@slack/types';
import type { Follow } from '../executions/index.ts';
import { canonicalJson, digestOf } from '../platform/index.ts';
import { duration, statusInWords } from './execution-words.ts';
import { explanationLines } from './explanation-lines.ts';
import { followButtons } from './follow-buttons.ts';
import type { View } from './posting.ts';
import { andMore, cut, foreign, moment, person } from './text.ts';
import { whereBehind, type Where } from './where.ts';

const followEventType = 'signalbox_execution';
const longestSection = 3_000;
/** States named at most. */
const mostStates = 4;

/**
 * The card of a followed execution: which run, how it stands, how far it has come, what went wrong, what can be done.
 * Pure. @param now ms; how old the view is. It does not count for the digest: nothing changed by it alone
 */
export function renderFollow(follow: Follow, now: number, where: Where = () => undefined): View {
  const { machine, name, status, executionArn } = follow.run;
  const lines = [
    headline(follow),
    origin(follow),
    ...(status === 'RUNNING' ? underWay(follow) : outcome(follow)),
  ];
  const body: KnownBlock[] = [
    { type: 'section', text: { type: 'mrkdwn', text: cut(lines.join('\n'), longestSection) } },
    { type: 'actions', block_id: 'execution', elements: [...followButtons(follow)] },
  ];
  const context = (words: string): KnownBlock => ({
    type: 'context',
    elements: [{ type: 'mrkdwn', text: words }],
  });
  const which = `execution ${foreign(name, 100)}${whereBehind(where, executionArn)}`;
  const text = `${foreign(machine, 80)} ${statusInWords(status)}`;
  const left = follow.left ? ' · no longer watched' : '';
  return {
    text,
    blocks: [...body, context(`${which}${left}${status === 'RUNNING' ? ` · as seen ${moment(now)}` : ''}`)],
    metadata: { event_type: followEventType, event_payload: { execution_arn: executionArn } },
    digest: digestOf(canonicalJson({ text, body, which, left })),
  };
}

function headline({ run, gone }: Follow): string {
  const { machine, status, startedAt, stoppedAt } = run;
  const took = stoppedAt === undefined ? '' : ` after ${duration(stoppedAt - startedAt)}`;
  return `*${foreign(machine, 80)}* ${statusInWords(status)}${took}${gone ? ' · AWS no longer knows it' : ''}`;
}

function origin({ run, startedBy, redrivenBy }: Follow): string {
  const { startedAt, stoppedAt, redriveCount } = run;
  const by = startedBy === undefined ? '' : ` by ${person(startedBy)}`;
  const who = redrivenBy?.round === redriveCount ? ` by ${person(redrivenBy.who)}` : '';
  const redriven =
    redriveCount > 0
      ? ` · redriven ${redriveCount === 1 ? 'once' : `${String(redriveCount)} times`}${who}`
      : '';
  return `Started ${moment(startedAt)}${by}${stoppedAt === undefined ? '' : ` · ended ${moment(stoppedAt)}`}${redriven}`;
}

/** Where it is now, and how far. */
function underWay({ progress }: Follow): readonly string[] {
  if (!progress) return [];
  const { open, done, known, trouble } = progress;
  // Items of a Map are in the same state side by side: named once.
  const names = [...new Set(open.map(({ name }) => name))];
  const states = names.slice(-mostStates).map((name) => {
    const here = open.filter((state) => state.name === name);
    const since = Math.min(...here.map((state) => state.since));
    const map = here.findLast((state) => state.map !== undefined)?.map;
    const times = here.length === 1 ? '' : ` × ${String(here.length)}`;
    const items =
      map === undefined
        ? ''
        : `, ${String(map.done)} of ${String(map.of)} items done${map.failed > 0 ? `, ${String(map.failed)} failed` : ''}`;
    return `*${foreign(name, 80)}*${times} (since ${moment(since)}${items})`;
  });
  const now = [...states, ...andMore(states.length, names.length)];
  const total = known === undefined ? '' : ` of ${String(known)}`;
  return [
    ...(now.length === 0 ? [] : [`Now in ${now.join(', ')}`]),
    ...(done.length === 0 ? [] : [`${String(done.length)}${total} states done`]),
    ...(trouble === undefined ? [] : [`⚠️ ${foreign(trouble, 500)}`]),
  ];
}

function outcome({ run, explained }: Follow): readonly string[] {
  if (explained) return explanationLines(explained, run.status === 'ABORTED' ? '✖️' : '⛔');
  const { error, cause } = run;
  if (error === undefined) return [];
  return [`Error *${foreign(error, 256)}*${cause === undefined ? '' : `: ${foreign(cause, 1_000)}`}`];
}

import type { StatusChange } from '../../executions/index.ts';
import type { Severity } from '../../incidents/index.ts';
import { isJsonObject, parseJson } from '../../platform/index.ts';
import type { BusEvent } from '../event.ts';
import { statusChangeIn } from '../status-change.ts';
import { consolePage, id } from './console-page.ts';
import { code, fact, type Draft } from './draft.ts';
import { momentOf, spanInWords } from './moment.ts';
import { textIn } from './reading.ts';

const words: Readonly<
  Record<StatusChange['status'], { says: string; phase: Draft['phase']; severity: Severity }>
> = {
  FAILED: { says: 'failed', phase: 'opens', severity: 'high' },
  TIMED_OUT: { says: 'ran out of time', phase: 'opens', severity: 'high' },
  ABORTED: { says: 'was stopped', phase: 'opens', severity: 'low' },
  SUCCEEDED: { says: 'succeeded', phase: 'resolves', severity: 'low' },
  RUNNING: { says: 'started', phase: 'passes', severity: 'low' },
  PENDING_REDRIVE: { says: 'waits to be redriven', phase: 'passes', severity: 'low' },
};

const ofItem = { phase: 'passes', severity: 'low' } as const;

/** An execution of Step Functions changed its status; undefined for any other event. */
export function executionDraft(event: BusEvent): Draft | undefined {
  const change = statusChangeIn(event);
  if (!change) return undefined;
  const { executionArn, machine, name, status, error } = change;
  // One item of a distributed Map: whether so many may fail, the Map's own execution says.
  const isItem = executionArn.split(':')[6]?.includes('/') === true;
  const { says, phase, severity } = isItem ? { ...words[status], ...ofItem } : words[status];
  const redriven = change.redriveCount > 0;
  const happened = status === 'RUNNING' && redriven ? 'was redriven' : says;
  const [, , , region = event.region, account = event.account] = executionArn.split(':');
  return {
    kind: 'execution',
    key: [account, region, machine, name],
    account,
    region,
    at: momentOf(change.stoppedAt) ?? momentOf(change.startedAt),
    title: `${machine} ${happened}${error === undefined ? '' : `: ${error}`}`,
    meaning: causeInWords(change.cause),
    advice: phase === 'opens' ? adviceFor(event, status) : undefined,
    severity,
    phase,
    facts: [
      code('State machine', machine),
      code('Execution', name),
      code('Error', error),
      fact('Ran for', ranFor(change)),
      fact('Redriven', redriven ? String(change.redriveCount) : undefined),
    ],
    links: consolePage(
      'Execution in the AWS console',
      region,
      `states/home?region=${id(region)}#/v2/executions/details/${id(executionArn)}`,
    ),
    subject: { executionArn, machine },
  };
}

function adviceFor(event: BusEvent, status: StatusChange['status']): string {
  if (status === 'ABORTED') return 'Somebody stopped it; start it anew once that is wanted.';
  return textIn(event.detail, 'redriveStatus') === 'NOT_REDRIVABLE'
    ? 'Look at the state that failed, mend the reason, and start it anew: it cannot be redriven.'
    : 'Look at the state that failed, mend the reason, and redrive it from there.';
}

function ranFor({ startedAt, stoppedAt }: StatusChange): string | undefined {
  const [from, to] = [momentOf(startedAt), momentOf(stoppedAt)];
  return from === undefined || to === undefined ? undefined : spanInWords(to - from);
}

const sentenceKeys = ['errorMessage', 'ErrorMessage', 'message', 'Message', 'cause', 'Cause', 'StatusReason'];

/** The sentence in a cause: Lambda and others write an object with a stack in it. */
function causeInWords(cause: string | undefined): string | undefined {
  if (cause === undefined) return undefined;
  const read = parseJson(cause);
  const said = isJsonObject(read) ? sentenceKeys.map((key) => textIn(read, key)).find(Boolean) : cause;
  const [sentence = ''] = (said ?? 'The cause is an object; see the execution.').split(/\n\s*(?:at |File ")/);
  return sentence.trim() === '' ? undefined : sentence;
}

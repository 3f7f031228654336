import type { BusEvent } from '../event.ts';
import { consolePage, id } from './console-page.ts';
import { code, fact, type Draft } from './draft.ts';
import { numberIn, textIn } from './reading.ts';

const detailType = /^CodePipeline (Pipeline|Stage|Action) Execution State Change$/;

/** What of a pipeline an event is about, from the whole to one action. */
interface Part {
  readonly level: 'Pipeline' | 'Stage' | 'Action';
  readonly pipeline: string;
  readonly state: string;
  readonly stage?: string;
  readonly action?: string;
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html */
export function pipelineDraft(event: BusEvent): Draft | undefined {
  const part = partIn(event);
  if (!part) return undefined;
  const { detail, account, region } = event;
  const { pipeline, stage, action } = part;
  const execution = textIn(detail, 'execution-id');
  const approval = isApproval(event);
  const attempt = numberIn(detail, 'pipeline-execution-attempt') ?? 1;
  return {
    kind: 'pipeline',
    // An approval that waits is trouble of its own; all that fails in a pipeline is one.
    key: [account, region, pipeline, ...(approval ? [stage ?? '-', action ?? '-'] : [])],
    title: titleOf(part, approval),
    meaning:
      textIn(detail, 'execution-result', 'external-execution-summary') ??
      textIn(detail, 'additional-information'),
    ...(approval ? waiting(part) : weightOf(part)),
    facts: [
      code('Pipeline', pipeline),
      code('Stage', stage),
      code('Action', action),
      code('Execution', execution),
      fact('Provider', textIn(detail, 'type', 'provider')),
      code('Error', textIn(detail, 'execution-result', 'error-code')),
      fact('Attempt', attempt > 1 ? String(attempt) : undefined),
    ],
    links: consolePage(
      'Pipeline in the AWS console',
      region,
      execution === undefined
        ? `codesuite/codepipeline/pipelines/${id(pipeline)}/view?region=${id(region)}`
        : `codesuite/codepipeline/pipelines/${id(pipeline)}/executions/${id(execution)}/timeline?region=${id(region)}`,
    ),
  };
}

function partIn({ source, detailType: written, detail }: BusEvent): Part | undefined {
  const [, level] = detailType.exec(written) ?? [];
  const pipeline = textIn(detail, 'pipeline');
  const state = textIn(detail, 'state');
  if (source !== 'aws.codepipeline' || pipeline === undefined || state === undefined) return undefined;
  const [stage, action] = [textIn(detail, 'stage'), textIn(detail, 'action')];
  return {
    level: level === 'Stage' || level === 'Action' ? level : 'Pipeline',
    pipeline,
    state,
    ...(stage !== undefined && { stage }),
    ...(action !== undefined && { action }),
  };
}

/** The token to answer with is not in the event: people approve in the console. */
function isApproval({ detail }: BusEvent): boolean {
  return textIn(detail, 'type', 'category') === 'Approval' && textIn(detail, 'type', 'provider') === 'Manual';
}

function waiting({ state }: Part): Pick<Draft, 'phase' | 'severity' | 'advice'> {
  return state === 'STARTED'
    ? {
        phase: 'opens',
        severity: 'normal',
        advice: 'Look at what is to be released, and approve or reject it in CodePipeline.',
      }
    : { phase: 'resolves', severity: 'low' };
}

/** Only a whole run that succeeded proves that the pipeline works again. */
function weightOf({ level, state }: Part): Pick<Draft, 'phase' | 'severity' | 'advice'> {
  if (state === 'FAILED')
    return {
      phase: 'opens',
      severity: 'high',
      advice: 'Mend what failed, and retry the stage or release the change again.',
    };
  return { phase: level === 'Pipeline' && state === 'SUCCEEDED' ? 'resolves' : 'passes', severity: 'low' };
}

function titleOf({ pipeline, stage, action, state }: Part, approval: boolean): string {
  const where = [stage, action].filter((name) => name !== undefined).join(' / ');
  const subject = where === '' ? pipeline : `${pipeline}: ${where}`;
  if (!approval) return `${subject} ${happened(state)}`;
  if (state === 'STARTED') return `${subject} waits for an approval`;
  if (state === 'SUCCEEDED') return `${subject} was approved`;
  return state === 'FAILED'
    ? `${subject} was rejected, or nobody answered in time`
    : `${subject} ${happened(state)}`;
}

function happened(state: string): string {
  return state.toLowerCase();
}

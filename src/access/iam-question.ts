import { splitName } from '../platform/index.ts';
import type { Action } from './rule.ts';

/** Where the state machines are. */
export interface Place {
  /** `aws`, `aws-cn`, `aws-us-gov` */
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** What IAM is asked: may somebody do this to that? */
export interface Question {
  /** IAM's name of it, such as `states:StartExecution`. */
  readonly action: string;
  readonly resource: string;
}

const of = { machine: 'stateMachine', execution: 'execution' } as const;

/** What an action is to IAM. Approvals and incidents are Signalbox's own: IAM knows nothing of them. */
const actions: Readonly<Record<Action, { readonly name: string; readonly of: keyof typeof of } | undefined>> =
  {
    list: { name: 'ListExecutions', of: 'machine' },
    status: { name: 'DescribeExecution', of: 'execution' },
    history: { name: 'GetExecutionHistory', of: 'execution' },
    start: { name: 'StartExecution', of: 'machine' },
    abort: { name: 'StopExecution', of: 'execution' },
    redrive: { name: 'RedriveExecution', of: 'execution' },
    schedule: { name: 'StartExecution', of: 'machine' },
    watch: { name: 'DescribeExecution', of: 'execution' },
    approvals: undefined,
    respond: undefined,
  };

/**
 * The question behind an action on a state machine of this place; undefined where IAM has no say. Of executions it is all of the
 * machine's: IAM reads the `*` of an asked resource as a letter, which only a pattern of a policy fits.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html Pure.
 */
export function questionFor(action: Action, machine: string, place: Place): Question | undefined {
  const known = actions[action];
  if (!known) return undefined;
  if (action === 'list' && machine === '*') return { action: 'states:ListStateMachines', resource: '*' };
  const { partition, account, region } = place;
  const arn = ['arn', partition, 'states', region, account, of[known.of], splitName(machine).plain].join(':');
  return { action: `states:${known.name}`, resource: known.of === 'execution' ? `${arn}:*` : arn };
}

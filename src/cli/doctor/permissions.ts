import type { Place } from '../../access/index.ts';
import type { Config, Policy } from '../../config/index.ts';
import { keyPermissions } from './key-permissions.ts';
import { namesOf } from './names-of.ts';

/** What Signalbox must be allowed on AWS, and what for. */
export interface Permission {
  readonly feature: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** A queue that signalbox.yaml names, with the ARN that AWS says it has. */
export interface KnownQueue {
  readonly arn: string;
  readonly deadLettersArn?: string;
}

/** What the features that are switched on need, and nothing more: docs/security.md has the same as a table. Pure. */
export function permissionsFor(
  policy: Policy,
  store: Config['store'],
  at: {
    readonly place: Place;
    readonly queues: readonly KnownQueue[];
    /** Of `accounts:`, by its name: only what is done there. Absent: home. */
    readonly account?: string;
  },
): readonly Permission[] {
  const { partition, account, region } = at.place;
  const arn = (service: string, rest: string) => ['arn', partition, service, region, account, rest].join(':');
  const ours = namesOf(policy.machines, at.account);
  const machines = ours.map((glob) => arn('states', `stateMachine:${glob}`));
  const executions = ours.map((glob) => arn('states', `execution:${glob}:*`));
  const gates = [...policy.gates.values()].filter((gate) => namesOf(gate.for, at.account).length > 0);
  const isHome = at.account === undefined;
  const activities = gates.flatMap(({ activity }) =>
    namesOf(activity === undefined ? [] : [activity], at.account).map((name) =>
      arn('states', `activity:${name}`),
    ),
  );
  const allowed = new Set(policy.access.flatMap(({ allow }) => allow));
  const wanted: readonly (Permission | false)[] = [
    need('state machines', states('ListStateMachines'), ['*']),
    need('state machines', states('ListExecutions'), machines),
    need('executions', states('DescribeExecution', 'GetExecutionHistory'), executions),
    gates.length > 0 &&
      need('gates', states('SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'), ['*']),
    need('activities', states('GetActivityTask'), activities),
    (allowed.has('start') || allowed.has('schedule')) && need('start', states('StartExecution'), machines),
    allowed.has('abort') && need('abort', states('StopExecution'), executions),
    allowed.has('redrive') && need('redrive', states('RedriveExecution'), executions),
    need(
      'queues',
      sqs('ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes'),
      at.queues.map((queue) => queue.arn),
    ),
    need(
      'dead letters',
      sqs('SendMessage', 'GetQueueUrl'),
      at.queues.flatMap(({ deadLettersArn }) => deadLettersArn ?? []),
    ),
    isHome &&
      need(
        'accounts',
        ['sts:AssumeRole'],
        policy.accounts.map(({ role }) => role),
      ),
    isHome && policy.iam.narrow && need('iam.narrow', ['iam:SimulatePrincipalPolicy', 'iam:GetRole'], ['*']),
    ...(isHome && policy.exposedKeys ? keyPermissions(policy.exposedKeys, at.place) : []),
    isHome &&
      store.kind === 'dynamodb' &&
      need('store', tableActions, [
        arn('dynamodb', `table/${store.table}`),
        arn('dynamodb', `table/${store.table}/index/*`),
      ]),
  ];
  return wanted.filter((one) => one !== false && one.resources.length > 0) as readonly Permission[];
}

const tableActions = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'Scan',
  'UpdateItem',
  'DeleteItem',
  'DescribeTable',
].map((name) => `dynamodb:${name}`);

function need(feature: string, actions: readonly string[], resources: readonly string[]): Permission {
  return { feature, actions, resources };
}

function states(...names: readonly string[]): readonly string[] {
  return names.map((name) => `states:${name}`);
}

function sqs(...names: readonly string[]): readonly string[] {
  return names.map((name) => `sqs:${name}`);
}

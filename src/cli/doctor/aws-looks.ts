import { openStatements, type Aws } from '../../aws/index.ts';
import type { Config } from '../../config/index.ts';
import type { Clock } from '../../platform/index.ts';
import { accountLooks } from './account-looks.ts';
import { fine, looking, wrong, type Finding } from './finding.ts';
import { activityFindings, machineFindings } from './gate-looks.ts';
import { clockLook } from './machine-looks.ts';
import { permissionLooks } from './permission-looks.ts';
import { principalLooks } from './principal-looks.ts';
import { permissionsFor, type KnownQueue } from './permissions.ts';

type Looked = Pick<Aws, 'accounts' | 'callerIdentity' | 'checkUp' | 'sites' | 'principals'> & {
  readonly stepFunctions: Pick<Aws['stepFunctions'], 'machines'>;
};

/** Who the bot is on AWS, what it may do there, and the queues, activities and state machines that signalbox.yaml names. */
export async function awsLooks(
  aws: Looked,
  { policy, store }: Pick<Config, 'policy' | 'store'>,
  clock: Clock,
): Promise<readonly Finding[]> {
  let caller = '';
  const identity = await looking('AWS identity', identityRemedy, async () => {
    const { account, arn } = await aws.callerIdentity();
    caller = arn;
    return fine(`AWS identity: ${arn} in account ${account}`);
  });
  if (identity.some(({ sign }) => sign === 'wrong')) return identity;
  const time = await looking('clock', identityRemedy, async () => {
    const before = clock.now();
    const theirs = await aws.checkUp.time();
    return clockLook(theirs, before, clock.now());
  });
  const known: KnownQueue[] = [];
  const queues = await Promise.all(policy.queues.map((url) => queueLook(aws, url, known)));
  const activities = await looking('activities', 'allow states:ListActivities', () =>
    activityFindings(policy, undefined, () => aws.checkUp.activities()),
  );
  const machines = await looking('state machines', 'allow states:ListStateMachines', async () => {
    const names = (await aws.stepFunctions.machines({ account: '' })).map(({ name }) => name);
    return machineFindings(policy, undefined, names);
  });
  const permissions = await looking('AWS permissions', identityRemedy, async () => {
    const [place] = await aws.sites();
    const needed = permissionsFor(policy, store, { place, queues: known });
    return permissionLooks(aws.principals, caller, needed);
  });
  const mapped = await principalLooks(aws.principals, policy);
  const [place] = await aws.sites();
  const elsewhere = await Promise.all(
    aws
      .accounts()
      .map(({ account, branch }) => accountLooks(branch, account, { policy, store }, { place, caller })),
  );
  return [
    ...[...identity, ...time, ...queues.flat(), ...activities, ...machines, ...permissions, ...mapped],
    ...elsewhere.flat(),
  ];
}

const identityRemedy =
  'give this process credentials (a role, a profile, or AWS_ACCESS_KEY_ID), and look at the network';

/** @param known takes what AWS says of a queue that is there */
function queueLook(aws: Looked, url: string, known: KnownQueue[]): Promise<readonly Finding[]> {
  return looking(`queue ${url}`, 'allow sqs:GetQueueAttributes and sqs:GetQueueUrl', async () => {
    const found = await aws.checkUp.queue(url);
    if (found.kind === 'missing')
      return wrong(`queue ${url} does not exist`, 'make it, or mend its URL under queues:');
    const { arn, deadLetters } = found;
    known.push({ arn, ...(deadLetters && { deadLettersArn: deadLetters.arn }) });
    return [deadLettersFinding(url, deadLetters), ...policyFindings(url, found.policy)];
  });
}

function deadLettersFinding(url: string, deadLetters: { readonly exists: boolean } | undefined): Finding {
  if (!deadLetters)
    return wrong(
      `queue ${url} has no dead-letter queue`,
      'give it a RedrivePolicy with a deadLetterTargetArn',
    );
  return deadLetters.exists
    ? fine(`queue ${url} exists, and has a dead-letter queue`)
    : wrong(`queue ${url}: its dead-letter queue does not exist`, 'make it, or mend the RedrivePolicy');
}

/** Whoever may send to the queue may forge asks and events. */
function policyFindings(url: string, policy: string): readonly Finding[] {
  const open = openStatements(policy);
  if (open.length === 0) return [fine(`queue ${url}: its policy is not open to everybody`)];
  return [
    wrong(
      `queue ${url}: anybody may send to it (${open.join(', ')})`,
      'give these a Condition: ArnEquals aws:SourceArn with the rule, or StringEquals aws:SourceAccount',
    ),
  ];
}

import { openStatements, type Aws } from '../../aws/index.ts';
import type { Config } from '../../config/index.ts';
import { fitsGlob, type Clock } from '../../platform/index.ts';
import { fine, looking, warning, wrong, type Finding } from './finding.ts';
import { clockLook } from './machine-looks.ts';
import { permissionLooks } from './permission-looks.ts';
import { principalLooks } from './principal-looks.ts';
import { permissionsFor, type KnownQueue } from './permissions.ts';

type Looked = Pick<Aws, 'callerIdentity' | 'checkUp' | 'place' | 'principals'> & {
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
  const gates = [...policy.gates.values()];
  const wanted = gates.flatMap(({ name, activity }) =>
    activity === undefined ? [] : [[name, activity] as const],
  );
  const activities =
    wanted.length === 0
      ? []
      : await looking('activities', 'allow states:ListActivities', async () => {
          const found = await aws.checkUp.activities();
          return wanted.map(([gate, activity]) => activityFinding(gate, activity, found.has(activity)));
        });
  const machines = await looking('state machines', 'allow states:ListStateMachines', async () => {
    const names = (await aws.stepFunctions.machines()).map(({ name }) => name);
    return gates.flatMap((gate) => gate.for.map((glob) => machineFinding(gate.name, glob, names)));
  });
  const permissions = await looking('AWS permissions', identityRemedy, async () => {
    const needed = permissionsFor(policy, store, { place: await aws.place(), queues: known });
    return permissionLooks(aws.principals, caller, needed);
  });
  const mapped = await principalLooks(aws.principals, policy);
  return [...identity, ...time, ...queues.flat(), ...activities, ...machines, ...permissions, ...mapped];
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

function activityFinding(gate: string, activity: string, exists: boolean): Finding {
  return exists
    ? fine(`gate ${gate}: activity ${activity} exists`)
    : wrong(
        `gate ${gate}: there is no activity ${activity} in this account and Region`,
        'make it, or mend its name',
      );
}

/** A pattern may be for machines that are still to come. */
function machineFinding(gate: string, glob: string, names: readonly string[]): Finding {
  const found = names.filter((name) => fitsGlob(glob, name));
  const isPattern = glob.includes('*');
  if (found.length > 0)
    return fine(
      `gate ${gate}: ${isPattern ? `${glob} fits ${String(found.length)} state machines` : `state machine ${glob} exists`}`,
    );
  return isPattern
    ? warning(
        `gate ${gate}: ${glob} fits no state machine yet`,
        'nothing, if it is still to come; else mend for:',
      )
    : wrong(`gate ${gate}: there is no state machine ${glob}`, 'make it, or mend for: of the gate');
}

import type { Aws } from '../../aws/index.ts';
import type { Policy } from '../../config/index.ts';
import { fitsGlob } from '../../platform/index.ts';
import { fine, looking, warning, wrong, type Finding } from './finding.ts';

type Looked = Pick<Aws, 'callerIdentity' | 'checkUp'> & {
  readonly stepFunctions: Pick<Aws['stepFunctions'], 'machines'>;
};

/** Who the bot is on AWS, and the queues, activities and state machines that signalbox.yaml names. */
export async function awsLooks(aws: Looked, policy: Policy): Promise<readonly Finding[]> {
  const identity = await looking('AWS identity', identityRemedy, async () => {
    const { account, arn } = await aws.callerIdentity();
    return fine(`AWS identity: ${arn} in account ${account}`);
  });
  if (identity.some(({ sign }) => sign === 'wrong')) return identity;
  const queues = await Promise.all(policy.queues.map((url) => queueLook(aws, url)));
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
  return [...identity, ...queues.flat(), ...activities, ...machines];
}

const identityRemedy =
  'give this process credentials (a role, a profile, or AWS_ACCESS_KEY_ID), and look at the network';

function queueLook(aws: Looked, url: string): Promise<readonly Finding[]> {
  return looking(`queue ${url}`, 'allow sqs:GetQueueAttributes and sqs:GetQueueUrl', async () => {
    switch (await aws.checkUp.queue(url)) {
      case 'fine':
        return fine(`queue ${url} exists, and has a dead-letter queue`);
      case 'missing':
        return wrong(`queue ${url} does not exist`, 'make it, or mend its URL under queues:');
      case 'no-dead-letter-queue':
        return wrong(
          `queue ${url} has no dead-letter queue`,
          'give it a RedrivePolicy with a deadLetterTargetArn',
        );
      case 'dead-letter-queue-missing':
        return wrong(
          `queue ${url}: its dead-letter queue does not exist`,
          'make it, or mend the RedrivePolicy',
        );
    }
  });
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

import { parseJson, isJsonObject, type JsonObject } from '../../platform/index.ts';
import { objectsIn, textIn } from './aws-calls.ts';
import { quoted, type Stage, type Tour } from './stage.ts';

const [home, other] = ['us-west-2', 'us-east-2'];
const machines = { [home]: 'snapshot-management', [other]: 'snapshot-management-recovery' };
const nightSeconds = 86_400;

/** Six nights of snapshots in two Regions; on the last but one a snapshot cannot be deleted. */
export const snapshotManagement: Tour = {
  about:
    'snapshots of a volume are tagged, the oldest deleted, the newest copied to another Region; a failure is told',
  async play(stage) {
    stage.say(
      `A volume in ${home} gets a snapshot each night. Three are to be kept there, two copies in ${other}.\n`,
    );
    const made = await stage.aws.query('ec2', home, 'CreateVolume', {
      AvailabilityZone: `${home}a`,
      Size: '8',
      'TagSpecification.1.ResourceType': 'volume',
      'TagSpecification.1.Tag.1.Key': 'Name',
      'TagSpecification.1.Tag.1.Value': 'billing-database',
    });
    const volume = textIn(made, 'volumeId');
    for (let number = 1; number <= 4; number += 1) await night(stage, volume, number);
    stage.expect(`kept in ${home}`, await kept(stage, home), ['night 2', 'night 3', 'night 4']);
    stage.expect(`copies kept in ${other}`, (await kept(stage, other)).length, 2);
    await failing(stage, volume);
    stage.say(
      '\nThe image is given up, and the next night comes: what was left over is cleaned up with the rest.',
    );
    await night(stage, volume, 6);
    stage.expect(`kept in ${home}`, await kept(stage, home), ['night 4', 'night 5', 'night 6']);
    stage.expect(`copies kept in ${other}`, (await kept(stage, other)).length, 2);
  },
};

/** The fifth night: an image uses the oldest snapshot, so that EC2 does not delete it. */
async function failing(stage: Stage, volume: string): Promise<void> {
  stage.say('\nOn the fifth night an image uses the oldest snapshot: EC2 will not delete it.');
  const { QueueUrl } = await stage.aws.json('sqs', home, 'CreateQueue', { QueueName: 'operators' });
  await stage.aws.query('sns', home, 'Subscribe', {
    TopicArn: `arn:aws:sns:${home}:000000000000:snapshot-management`,
    Protocol: 'sqs',
    Endpoint: `arn:aws:sqs:${home}:000000000000:operators`,
  });
  await stage.door('faults', {
    aws: { service: 'ec2', operation: 'DeleteSnapshot', error: 'InvalidSnapshot.InUse', times: 1 },
  });
  const run = await snapshot(stage, volume, 5);
  stage.expect('the execution', run['status'], 'FAILED');
  stage.expect('its error', run['error'], 'InvalidSnapshot.InUse');
  const message = await stage.until('the message of the topic', async () => {
    const received = await stage.aws.json('sqs', home, 'ReceiveMessage', { QueueUrl: QueueUrl ?? '' });
    const body = parseJson(textIn(objectsIn(received['Messages'])[0], 'Body'));
    return isJsonObject(body) ? body : undefined;
  });
  stage.say(
    `Whoever listens to the topic reads:\n${quoted(`${textIn(message, 'Subject')}\n${textIn(message, 'Message')}`)}`,
  );
  const incident = await stage.message(
    'incidents',
    (words) => words.includes('snapshot-management failed') && words.includes('InvalidSnapshot.InUse'),
  );
  stage.say(
    `The rule of ${home} told Signalbox's Region, and there is an incident:\n${quoted(incident.words)}`,
  );
  stage.expect('left over', (await kept(stage, home)).length, 4);
  await stage.door('clock', { advance_seconds: nightSeconds });
}

/** A snapshot, what both machines do about it, and the wait until the next evening. */
async function night(stage: Stage, volume: string, number: number): Promise<void> {
  const run = await snapshot(stage, volume, number);
  const before = await executions(stage, other);
  await stage.door('clock', { advance_seconds: 20 });
  const recovery = await newRun(stage, other, before);
  stage.say(
    `  after night ${String(number)}: ${home} has ${(await kept(stage, home)).join(', ')}; ${other} has ${copies((await kept(stage, other)).length)}`,
  );
  for (const { status } of [run, recovery])
    if (status !== 'SUCCEEDED') stage.expect('an execution', status, 'SUCCEEDED');
  await stage.door('clock', { advance_seconds: nightSeconds });
}

/** Takes a snapshot and waits for the end of the execution that its event starts. */
async function snapshot(stage: Stage, volume: string, number: number): Promise<JsonObject> {
  const before = await executions(stage, home);
  await stage.aws.query('ec2', home, 'CreateSnapshot', {
    VolumeId: volume,
    Description: `night ${String(number)}`,
  });
  await stage.door('clock', { advance_seconds: 10 });
  return newRun(stage, home, before);
}

async function executions(stage: Stage, region: string): Promise<number> {
  return (await listed(stage, region)).length;
}

async function listed(stage: Stage, region: string): Promise<readonly JsonObject[]> {
  const stateMachineArn = `arn:aws:states:${region}:000000000000:stateMachine:${machines[region] ?? ''}`;
  const answer = await stage.aws.json('states', region, 'ListExecutions', { stateMachineArn });
  return objectsIn(answer['executions']);
}

async function newRun(stage: Stage, region: string, before: number): Promise<JsonObject> {
  return stage.until(`an execution in ${region}`, async () => {
    const all = await listed(stage, region);
    const [newest] = all;
    if (all.length === before || newest?.['status'] === 'RUNNING') return undefined;
    const executionArn = textIn(newest, 'executionArn');
    return stage.aws.json('states', region, 'DescribeExecution', { executionArn });
  });
}

/** The snapshots of a Region, the oldest first. */
async function kept(stage: Stage, region: string): Promise<readonly string[]> {
  const answer = await stage.aws.query('ec2', region, 'DescribeSnapshots', { 'Owner.1': 'self' });
  return objectsIn(answer, 'snapshotSet', 'item')
    .toSorted((a, b) => (textIn(a, 'startTime') < textIn(b, 'startTime') ? -1 : 1))
    .map((one) => textIn(one, 'description'));
}

function copies(count: number): string {
  return count === 1 ? '1 copy' : `${String(count)} copies`;
}

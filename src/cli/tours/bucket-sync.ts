import type { JsonObject } from '../../platform/index.ts';
import { objectsIn, textIn } from './aws-calls.ts';
import { quoted, type Stage, type Tour } from './stage.ts';

const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:bucket-sync';
const home = 'us-east-1';

/** A bucket made like another one from Slack; then one that is in the wrong Region. */
export const bucketSync: Tour = {
  about:
    'a bucket is made like another one: missing objects copied, orphans deleted; two Regions are refused',
  async play(stage) {
    stage.say(
      'The bucket photos has 40 pictures. Its copy is out of date, and has some that were taken away since.\n',
    );
    for (const bucket of ['photos', 'photos-copy']) await stage.aws.s3(home, 'PUT', `/${bucket}`);
    for (let n = 1; n <= 40; n += 1) await put(stage, 'photos', picture(n), `picture ${String(n)}`);
    for (let n = 1; n <= 10; n += 1) await put(stage, 'photos-copy', picture(n), `picture ${String(n)}`);
    await put(stage, 'photos-copy', picture(3), 'an older picture 3');
    for (const key of ['2019/old.jpg', '2020/blurred.jpg']) await put(stage, 'photos-copy', key, 'gone');
    stage.say(
      `photos: ${await counted(stage, 'photos')}; photos-copy: ${await counted(stage, 'photos-copy')}\n`,
    );

    const first = await sync(stage, 'photos', 'photos-copy', 1);
    stage.expect('the execution', first['status'], 'SUCCEEDED');
    stage.expect(
      'its output',
      first['output'],
      '{"source":"photos","destination":"photos-copy","copied":31,"deleted":2}',
    );
    const [source, copy] = [await objects(stage, 'photos'), await objects(stage, 'photos-copy')];
    stage.expect('keys and ETags of both are the same', copy.join('\n') === source.join('\n'), true);
    stage.expect('objects in photos-copy', copy.length, 40);

    stage.say('\nOnce more: there is nothing left to do.');
    const second = await sync(stage, 'photos', 'photos-copy', 2);
    stage.expect(
      'its output',
      second['output'],
      '{"source":"photos","destination":"photos-copy","copied":0,"deleted":0}',
    );
    await refused(stage);
  },
};

/** A bucket of another Region is left as it is. */
async function refused(stage: Stage): Promise<void> {
  stage.say('\nSomebody names a bucket of another Region.');
  const configuration =
    '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>';
  await stage.aws.s3('eu-west-1', 'PUT', '/photos-europe', configuration);
  const run = await sync(stage, 'photos', 'photos-europe', 3);
  stage.expect('the execution', run['status'], 'FAILED');
  stage.expect('its error', run['error'], 'DifferentRegions');
  stage.say(`Its cause:\n${quoted(textIn(run, 'cause'))}`);
  const listed = await stage.aws.s3('eu-west-1', 'GET', '/photos-europe?list-type=2');
  stage.expect('objects in photos-europe', listed['KeyCount'], '0');
}

/** Starts a synchronisation from Slack, and gives its execution once it has ended. */
async function sync(stage: Stage, source: string, destination: string, count: number): Promise<JsonObject> {
  await stage.command(
    'requester',
    'workflows',
    `start bucket-sync {"source": "${source}", "destination": "${destination}"}`,
  );
  return stage.until('the end of the execution', async () => {
    const listed = await stage.states('ListExecutions', { stateMachineArn: machineArn });
    const all = objectsIn(listed['executions']);
    if (all.length < count || all[0]?.['status'] === 'RUNNING') return undefined;
    return stage.states('DescribeExecution', { executionArn: textIn(all[0], 'executionArn') });
  });
}

function picture(n: number): string {
  return `2026/picture ${String(n).padStart(2, '0')}.jpg`;
}

async function put(stage: Stage, bucket: string, key: string, content: string): Promise<void> {
  await stage.aws.s3(home, 'PUT', `/${bucket}/${encodeURIComponent(key)}`, content);
}

/** Every key with the ETag of its object. */
async function objects(stage: Stage, bucket: string): Promise<readonly string[]> {
  const listed = await stage.aws.s3(home, 'GET', `/${bucket}?list-type=2`);
  return objectsIn(listed['Contents']).map((one) => `${textIn(one, 'Key')} ${textIn(one, 'ETag')}`);
}

async function counted(stage: Stage, bucket: string): Promise<string> {
  return `${String((await objects(stage, bucket)).length)} objects`;
}

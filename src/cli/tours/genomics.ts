import { parseJson, isJsonObject, type JsonObject } from '../../platform/index.ts';
import { objectsIn, textIn } from './aws-calls.ts';
import { quoted, type Stage, type Tour } from './stage.ts';

const home = 'us-east-1';
const bucket = `genomics-000000000000-${home}`;
const arnOf = (machine: string) => `arn:aws:states:${home}:000000000000:stateMachine:${machine}`;
/** A step of the sandbox's clock, and how many a story may take. */
const stepSeconds = 15;
const mostSteps = 60;

/** A sample goes all the way; one without reads fails at its first job, and one whose annotation fails keeps the rest. */
export const genomics: Tour = {
  about: 'a sample is aligned, counted, its variants called and annotated; two others fail, and are told of',
  async play(stage) {
    const { QueueUrl } = await stage.aws.json('sqs', home, 'CreateQueue', { QueueName: 'genomics-desk' });
    await stage.aws.query('sns', home, 'Subscribe', {
      TopicArn: `arn:aws:sns:${home}:000000000000:genomics-failures`,
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:${home}:000000000000:genomics-desk`,
    });
    stage.say('Two files of reads of the sample NA12878 are in the bucket.');
    for (const mate of [1, 2]) await put(stage, `reads/NA12878_${String(mate)}.fastq.gz`);

    stage.say('Its analysis is started: four jobs of Batch, looked at every 30 seconds.\n');
    const whole = await analysed(stage, 'NA12878');
    stage.expect('the execution', whole['status'], 'SUCCEEDED');
    stage.expect('results of the sample', await resultsOf(stage, 'NA12878'), [
      'annotation/NA12878.annotated.vcf',
      'bam/NA12878.bam',
      'bam/NA12878.bam.bai',
      'bam/NA12878.bam.md5',
      'stats/NA12878.stats.txt',
      'vcf/NA12878.variants.vcf',
      'vcf/runStats.tsv',
    ]);
    const jobs = await stage.states('ListExecutions', { stateMachineArn: arnOf('genomics-job') });
    stage.expect('jobs, each an execution of its own', objectsIn(jobs['executions']).length, 4);

    stage.say('\nThe sample NA19240 has no reads: its first job fails.');
    const missing = await analysed(stage, 'NA19240');
    failedBecause(stage, missing, `s3://${bucket}/reads/NA19240_1.fastq.gz is not there`);
    stage.expect('its results', await resultsOf(stage, 'NA19240'), []);
    const told = await stage.until('the message of the topic', async () => {
      const received = await stage.aws.json('sqs', home, 'ReceiveMessage', { QueueUrl: QueueUrl ?? '' });
      const body = parseJson(textIn(objectsIn(received['Messages'])[0], 'Body'));
      return isJsonObject(body) ? body : undefined;
    });
    stage.say(`Whoever listens to the topic reads:\n${quoted(textIn(told, 'Subject'))}`);

    stage.say(
      '\nThe annotation of HG002 asks for a genome that there is not; what was made before it stays.',
    );
    for (const mate of [1, 2]) await put(stage, `reads/HG002_${String(mate)}.fastq.gz`);
    const halfway = await analysed(stage, 'HG002', {
      snpEff: { jobDefinition: 'genomics-snpeff', jobQueue: 'genomics', cmdArgs: 'hg99' },
    });
    failedBecause(stage, halfway, 'snpEff has no genome hg99');
    const kept = await resultsOf(stage, 'HG002');
    stage.expect('variants are there', kept.includes('vcf/HG002.variants.vcf'), true);
    stage.expect('annotations are not', kept.includes('annotation/HG002.annotated.vcf'), false);
  },
};

/** The end of an analysis, brought about by the clock. */
async function analysed(stage: Stage, sampleId: string, more: JsonObject = {}): Promise<JsonObject> {
  const job = (name: string) => ({ jobDefinition: `genomics-${name}`, jobQueue: 'genomics' });
  const input = {
    sampleId,
    fastq1S3Path: `s3://${bucket}/reads/${sampleId}_1.fastq.gz`,
    fastq2S3Path: `s3://${bucket}/reads/${sampleId}_2.fastq.gz`,
    referenceS3Path: `s3://${bucket}/reference/hg38`,
    resultsS3Path: `s3://${bucket}/results`,
    workingDir: '/scratch',
    isaac: job('isaac'),
    samtoolsStats: job('samtools-stats'),
    strelka: job('strelka'),
    snpEff: { ...job('snpeff'), cmdArgs: 'hg38' },
    ...more,
  };
  const started = await stage.states('StartExecution', {
    stateMachineArn: arnOf('genomics'),
    input: JSON.stringify(input),
  });
  for (let step = 0; step < mostSteps; step += 1) {
    const described = await stage.states('DescribeExecution', {
      executionArn: textIn(started, 'executionArn'),
    });
    if (described['status'] !== 'RUNNING') return described;
    await stage.door('clock', { advance_seconds: stepSeconds });
  }
  throw new Error(`the analysis of ${sampleId} did not end in time`);
}

function failedBecause(stage: Stage, execution: JsonObject, words: string): void {
  stage.expect('the execution', execution['status'], 'FAILED');
  stage.expect('its error', execution['error'], 'SampleNotAnalysed');
  const child = parseJson(textIn(execution, 'cause'));
  const cause = isJsonObject(child) ? textIn(child, 'Cause') : '';
  stage.expect(`its cause says "${words}"`, cause.includes(words), true);
}

async function put(stage: Stage, key: string): Promise<void> {
  await stage.aws.s3(home, 'PUT', `/${bucket}/${key}`, 'reads\n');
}

/** Keys below the results of a sample. */
async function resultsOf(stage: Stage, sampleId: string): Promise<readonly string[]> {
  const prefix = `results/${sampleId}/`;
  const listed = await stage.aws.s3(home, 'GET', `/${bucket}?list-type=2&prefix=${prefix}`);
  return objectsIn(listed['Contents']).map((one) => textIn(one, 'Key').slice(prefix.length));
}

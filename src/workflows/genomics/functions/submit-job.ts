import { BatchClient, SubmitJobCommand } from '@aws-sdk/client-batch';

interface Asked {
  readonly tool: string;
  readonly sampleId: string;
  readonly workingDir: string;
  readonly resultsS3Path: string;
  /** S3 paths that the tool reads, by what they are. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly job: {
    readonly jobDefinition: string;
    readonly jobQueue: string;
    /** More for the tool itself, as one text. */
    readonly cmdArgs?: string;
    /** MiB */
    readonly memory?: number;
  };
}

/** Where below the results of a sample each tool writes. */
const folders: Readonly<Record<string, string>> = {
  isaac: 'bam',
  samtoolsStats: 'stats',
  strelka: 'vcf',
  snpEff: 'annotation',
};

class UnknownToolError extends Error {
  override readonly name = 'UnknownToolError';
}

const batch = new BatchClient();

/** Makes the job's command line, submits it, and adds its id and where its results will be. */
export async function handler(asked: Asked): Promise<Asked & { jobId: string; outputS3Path: string }> {
  const { tool, sampleId, workingDir, resultsS3Path, inputs, job } = asked;
  const folder = folders[tool];
  if (folder === undefined)
    throw new UnknownToolError(`There is no tool ${tool}: ${Object.keys(folders).join(', ')}.`);
  const outputS3Path = `${resultsS3Path}/${sampleId}/${folder}/`;
  const { jobId = '' } = await batch.send(
    new SubmitJobCommand({
      jobName: `${folder}-${sampleId}`.replace(/[^\w-]/g, '-').slice(0, 128),
      jobQueue: job.jobQueue,
      jobDefinition: job.jobDefinition,
      containerOverrides: {
        command: [
          ...['--sample', sampleId, '--results', outputS3Path, '--working-dir', workingDir],
          ...Object.entries(inputs).flatMap(([name, path]) => [`--${optionOf(name)}`, path]),
          ...(job.cmdArgs === undefined ? [] : ['--args', job.cmdArgs]),
        ],
        ...(job.memory !== undefined && {
          resourceRequirements: [{ type: 'MEMORY', value: String(job.memory) }],
        }),
      },
    }),
  );
  return { ...asked, jobId, outputS3Path };
}

/** `fastq1S3Path` is the option `--fastq1`. */
function optionOf(input: string): string {
  return input.replace(/S3Path$/, '');
}

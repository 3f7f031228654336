import { needsFile, option, write, type Started } from './lib/tool.ts';

/** Stands in for the image of samtools. */
export async function handler(started: Started): Promise<void> {
  const sample = option(started, 'sample');
  await needsFile(option(started, 'bam'), '.bam');
  await write(started, { [`${sample}.stats.txt`]: `SN\tsample:\t${sample}\n` });
}

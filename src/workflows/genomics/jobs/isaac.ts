import { createHash } from 'node:crypto';
import { needsObject, option, write, type Started } from './lib/tool.ts';

/** Stands in for the image of the Isaac aligner: reads are there, and files of the right names are made. */
export async function handler(started: Started): Promise<void> {
  const sample = option(started, 'sample');
  for (const reads of ['fastq1', 'fastq2']) await needsObject(option(started, reads));
  const bam = `alignment of ${sample}\n`;
  await write(started, {
    [`${sample}.bam`]: bam,
    [`${sample}.bam.bai`]: `index of ${sample}\n`,
    [`${sample}.bam.md5`]: `${createHash('md5').update(bam).digest('hex')}  ${sample}.bam\n`,
  });
}

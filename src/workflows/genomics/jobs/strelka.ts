import { needsFile, option, write, type Started } from './lib/tool.ts';

/** Stands in for the image of the Strelka variant caller. */
export async function handler(started: Started): Promise<void> {
  const sample = option(started, 'sample');
  await needsFile(option(started, 'bam'), '.bam');
  await write(started, {
    [`${sample}.variants.vcf`]: `##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${sample}\n`,
    'runStats.tsv': `sample\t${sample}\n`,
  });
}

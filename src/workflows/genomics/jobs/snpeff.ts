import { needsFile, option, write, type Started } from './lib/tool.ts';

/** Stands in for the image of snpEff. */
export async function handler(started: Started): Promise<void> {
  const sample = option(started, 'sample');
  await needsFile(option(started, 'vcf'), '.vcf');
  await write(started, { [`${sample}.annotated.vcf`]: `##fileformat=VCFv4.2\n##SnpEffVersion=none\n` });
}

import { needsFile, option, write, type Started } from './lib/tool.ts';

/** The one genome that the stand-in annotates with. */
const genome = 'hg38';

/** Stands in for the image of snpEff, whose own arguments name the genome. */
export async function handler(started: Started): Promise<void> {
  const sample = option(started, 'sample');
  await needsFile(option(started, 'vcf'), '.vcf');
  const asked = option(started, 'args');
  if (!asked.split(/\s+/).includes(genome)) throw new Error(`snpEff has no genome ${asked}`);
  await write(started, { [`${sample}.annotated.vcf`]: `##fileformat=VCFv4.2\n##SnpEffGenome=${genome}\n` });
}

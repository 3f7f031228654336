import { faultsInWords, typedJson, type InputSchema } from '../forms/index.ts';

/** What an execution is to begin with, or why it cannot. */
export type StartInput =
  { readonly kind: 'json'; readonly text: string } | { readonly kind: 'unfit'; readonly sentence: string };

/** 256 KiB. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const largestInput = 262_144;

/** Reads what somebody typed behind `start NAME`, and holds it against the schema. Pure. */
export function readStartInput(typed: string, schema?: InputSchema): StartInput {
  if (Buffer.byteLength(typed) > largestInput) return tooLarge;
  const read = typedJson(typed);
  if (read.kind === 'not-json') return { kind: 'unfit', sentence: read.sentence };
  const text = JSON.stringify(read.value);
  if (Buffer.byteLength(text) > largestInput) return tooLarge;
  const faults = schema?.faults(read.value) ?? [];
  return faults.length === 0
    ? { kind: 'json', text }
    : { kind: 'unfit', sentence: `The input does not fit its schema: ${faultsInWords(faults)}` };
}

const tooLarge = {
  kind: 'unfit',
  sentence:
    'The input is larger than the 256 KiB that Step Functions takes. Put the bulk of it into S3, and give the place.',
} as const;

import { parseJson, type JsonValue } from '../../platform/index.ts';
import { hash, partition, range } from '../intrinsics/index.ts';
import { javaRandom } from '../java-random.ts';
import type { Random } from '../random.ts';
import { MemoryExceeded } from './bounds.ts';

/** A function of ours refused its arguments; the code and message are as JSONata's own. */
class FunctionRefused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

interface Added {
  readonly name: string;
  /** JSONata's notation. https://docs.jsonata.org/embedding-extending */
  readonly signature: string;
  readonly run: (...args: never[]) => unknown;
}

/** Longest list that $range makes, as AWS refuses it. */
const longestRange = 360_145;

/**
 * What Step Functions adds to JSONata: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html.
 * `$random` is JSONata's own, with a seed.
 */
export function addedFunctions(random: Random): readonly Added[] {
  return [
    {
      name: 'partition',
      signature: '<an:a>',
      run(list: readonly JsonValue[] | undefined, size: number) {
        if (list === undefined) return undefined;
        const whole = Math.round(size);
        if (whole <= 0)
          throw new FunctionRefused('D3000', 'The chunk size of $partition must be a positive number');
        return partition(list, whole);
      },
    },
    {
      name: 'range',
      signature: '<nnn:a>',
      run(first: number, last: number, step: number) {
        if (step === 0) throw new FunctionRefused('D3000', 'The step of $range must not be 0');
        if ((last - first) / step >= longestRange) throw new MemoryExceeded();
        return range(first, last, step);
      },
    },
    {
      name: 'hash',
      signature: '<ss:s>',
      run(text: string | undefined, algorithm: string) {
        if (text === undefined) return undefined;
        const digest = hash(text, algorithm);
        if (digest === undefined)
          throw new FunctionRefused(
            'D3000',
            `$hash does not know the algorithm ${JSON.stringify(algorithm)}`,
          );
        return digest;
      },
    },
    {
      name: 'random',
      signature: '<n?:n>',
      run: (seed: number | undefined) =>
        seed === undefined ? random.fraction() : javaRandom(seed).nextDouble(),
    },
    { name: 'uuid', signature: '<:s>', run: () => random.uuid() },
    {
      name: 'parse',
      signature: '<s:x>',
      run(text: string | undefined) {
        if (text === undefined) return undefined;
        const value = parseJson(text);
        if (value === undefined)
          throw new FunctionRefused('D3000', '$parse was given a text that is not JSON');
        return value;
      },
    },
  ];
}

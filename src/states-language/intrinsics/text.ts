import { createHash } from 'node:crypto';
import { ArgumentsInvalid, invalid, mustHave, textAt, type Given, type Intrinsic } from './arguments.ts';
import { javaPrint } from './java-print.ts';

/** Longest text that the encoders and the hash take. https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
const longestText = 10_000;

const algorithms: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** Hex of the hash; undefined for an algorithm that Step Functions does not offer. */
export function hash(text: string, algorithm: string): string | undefined {
  const name = Object.hasOwn(algorithms, algorithm) ? algorithms[algorithm] : undefined;
  return name === undefined ? undefined : createHash(name).update(text).digest('hex');
}

function shortTextAt(given: Given, index: number): string {
  const text = textAt(given, index);
  if (text.length > longestText)
    throw new ArgumentsInvalid(`Strings cannot exceed ${String(longestText)} characters in ${given.name}`);
  return text;
}

export const textFunctions: Readonly<Record<string, Intrinsic>> = {
  'States.Format'(given) {
    const [first, ...values] = given.args;
    if (typeof first !== 'string') throw invalid(given);
    const template = given.template ?? first;
    let used = 0;
    const text = template.replace(/\\(['{}\\])|\{\}|[{}]/g, (found: string, escaped: string | undefined) => {
      if (escaped !== undefined) return escaped;
      const value = values[used];
      if (found !== '{}' || value === undefined) throw invalid(given);
      used += 1;
      return javaPrint(value);
    });
    if (used !== values.length) throw invalid(given);
    return text;
  },
  'States.StringSplit'(given) {
    mustHave(given, 2);
    const delimiters = new Set(textAt(given, 1));
    const parts = [''];
    for (const character of textAt(given, 0)) {
      if (delimiters.has(character)) parts.push('');
      else parts.push((parts.pop() ?? '') + character);
    }
    return parts.filter((part) => part !== '');
  },
  'States.Base64Encode'(given) {
    mustHave(given, 1);
    return Buffer.from(shortTextAt(given, 0)).toString('base64');
  },
  'States.Base64Decode'(given) {
    mustHave(given, 1);
    const text = shortTextAt(given, 0);
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw invalid(given);
    return Buffer.from(text, 'base64').toString('utf8');
  },
  'States.Hash'(given) {
    mustHave(given, 2);
    const [value] = given.args;
    const text = typeof value === 'string' ? shortTextAt(given, 0) : JSON.stringify(value);
    const digest = hash(text, textAt(given, 1));
    if (digest === undefined) throw invalid(given);
    return digest;
  },
};

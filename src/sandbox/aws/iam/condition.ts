import type { Condition } from './policy-document.ts';
import { fitsWildcard } from './wildcard.ts';

/** What is known of a request beyond action and resource: values by key, in lower case. */
export type Context = ReadonlyMap<string, readonly string[]>;

type Test = (value: string, wanted: string) => boolean;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const tests: Readonly<Record<string, Test>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  StringLike: (value, wanted) => fitsWildcard(wanted, value),
  ArnEquals: (value, wanted) => fitsWildcard(wanted, value),
  ArnLike: (value, wanted) => fitsWildcard(wanted, value),
  Bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  NumericEquals: (value, wanted) => Number(value) === Number(wanted),
  NumericLessThan: (value, wanted) => Number(value) < Number(wanted),
  NumericGreaterThan: (value, wanted) => Number(value) > Number(wanted),
};
/** What is refused is the negation: no value may fit. */
const negated: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
};

/** Whether one condition holds. A key that is not known fails it, but for a negation and for ...IfExists. */
export function holds({ operator, key, values }: Condition, context: Context): boolean {
  const known = context.get(key.toLowerCase());
  if (operator === 'Null') return values.includes(known ? 'false' : 'true');
  const ifExists = operator.endsWith('IfExists');
  const plain = ifExists ? operator.slice(0, -'IfExists'.length) : operator;
  const positive = negated[plain];
  if (!known) return ifExists || positive !== undefined;
  const test = tests[positive ?? plain];
  // An operator that the sandbox has not lets nothing be allowed or denied by its statement.
  if (!test) return false;
  const fits = known.some((value) => values.some((wanted) => test(value, wanted)));
  return positive === undefined ? fits : !fits;
}

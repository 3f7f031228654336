/**
 * Numeric matching covers -5.0e9 to 5.0e9 inclusive, with 15 digits of precision: six after the decimal point.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-numeric-matching
 */
const largest = 5e9;
const steps = 1e6;

/** The number in millionths, which is how two are compared; undefined beyond the limits. */
export function comparable(value: number): number | undefined {
  // Adding zero turns -0 into 0.
  return Math.abs(value) <= largest ? Math.round(value * steps) + 0 : undefined;
}

/** Numbers beyond the limits, such as account ids, are equal where they are the same. */
export function areEqualNumbers(one: number, other: number): boolean {
  if (one === other) return true;
  const first = comparable(one);
  return first !== undefined && first === comparable(other);
}

import type { JsonValue } from '../../../platform/index.ts';
import type { Rule, Surface } from './rule.ts';

/** One thing that Slack refuses, with its place. */
export interface Fault {
  /** JSON pointer. */
  readonly pointer: string;
  readonly message: string;
}

/** Everything in a value that a rule refuses; empty where it is fine. */
export function faultsBy(rule: Rule, value: JsonValue, at: string, surface: Surface): readonly Fault[] {
  const faults: Fault[] = [];
  rule(value, at, { surface, report: (pointer, message) => faults.push({ pointer, message }) });
  return faults;
}

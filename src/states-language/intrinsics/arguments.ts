import type { JsonValue } from '../../platform/index.ts';
import type { Random } from '../random.ts';

/** The arguments are not what the function takes. */
export class ArgumentsInvalid extends Error {}

/** What a call gives to a function. */
export interface Given {
  readonly name: string;
  readonly args: readonly JsonValue[];
  /** The first argument as written, where it is a literal: States.Format's template. */
  readonly template?: string;
  readonly random: Random;
}

export type Intrinsic = (given: Given) => JsonValue;

export function invalid(given: Given): ArgumentsInvalid {
  return new ArgumentsInvalid(`Invalid arguments in ${given.name}`);
}

export function mustHave(given: Given, least: number, most = least): void {
  if (given.args.length < least || given.args.length > most) throw invalid(given);
}

export function listAt(given: Given, index: number): readonly JsonValue[] {
  const value = given.args[index];
  if (!Array.isArray(value)) throw invalid(given);
  return value as readonly JsonValue[];
}

export function textAt(given: Given, index: number): string {
  const value = given.args[index];
  if (typeof value !== 'string') throw invalid(given);
  return value;
}

/** Rounded to the nearest integer, halves up, as Java's Math.round does. */
export function integerAt(given: Given, index: number): number {
  const value = given.args[index];
  if (typeof value !== 'number') throw invalid(given);
  return Math.round(value) + 0;
}

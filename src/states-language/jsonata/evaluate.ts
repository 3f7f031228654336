import jsonata from 'jsonata';
import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { evaluationFailure } from '../failure.ts';
import type { Random } from '../random.ts';
import { BoundedRegExp, bounds, isInterrupted, MemoryExceeded, mustBeHeld, turnTaker } from './bounds.ts';
import { addedFunctions } from './functions.ts';

/** What an expression sees. */
export interface Surroundings {
  /** `$states` and the variables, without their `$`. */
  readonly bindings: JsonObject;
  /** ms; `$now()` and `$millis()`. */
  readonly now: number;
  readonly random: Random;
}

/** The library hands these to every step of an evaluation. */
const onEntry = Symbol.for('jsonata.__evaluate_entry') as unknown as string;
const onExit = Symbol.for('jsonata.__evaluate_exit') as unknown as string;

/**
 * The value of one expression, as plain JSON of its own.
 * @param location the field, for the cause: `Output/total`
 * @throws {StateFailure} States.QueryEvaluationError
 */
export async function evaluateJsonata(
  expression: string,
  location: string,
  surroundings: Surroundings,
): Promise<JsonValue> {
  const because = `The JSONata expression '${expression}' specified for the field '${location}'`;
  let result: unknown;
  try {
    result = await compiled(expression, surroundings).evaluate(undefined, bindingsOf(surroundings));
  } catch (error) {
    throw evaluationFailure(location, `${because} threw an error during evaluation${endingOf(error)}`);
  }
  const value = plain(result);
  if (value === undefined) throw evaluationFailure(location, `${because} returned nothing (undefined).`);
  return value;
}

function compiled(expression: string, { now, random }: Surroundings): jsonata.Expression {
  const program = jsonata(expression, {
    timeout: bounds.timeMs,
    stack: bounds.depth,
    sequence: bounds.items,
    RegexEngine: BoundedRegExp as RegExpConstructor,
  });
  for (const { name, signature, run } of addedFunctions(random))
    program.registerFunction(name, run as (...args: unknown[]) => unknown, signature);
  program.registerFunction('millis', () => now, '<:n>');
  program.registerFunction(
    'now',
    function (picture?: string, timezone?: string) {
      const { implementation } = this.environment.lookup('fromMillis') as {
        implementation: (...args: unknown[]) => unknown;
      };
      return implementation(now, picture, timezone);
    },
    '<s?s?:s>',
  );
  program.assign(onEntry, turnTaker());
  program.assign(onExit, (_program: unknown, _input: unknown, _environment: unknown, result: unknown) => {
    mustBeHeld(result);
  });
  return program;
}

/** `$eval` is not there in Step Functions: a binding of nothing hides the library's. */
function bindingsOf({ bindings }: Surroundings): Record<string, unknown> {
  return { eval: undefined, ...structuredClone(bindings) };
}

function endingOf(error: unknown): string {
  const { code, message } = codeAndMessage(error);
  if (error instanceof MemoryExceeded || code === 'D2014' || code === 'D2015' || error instanceof RangeError)
    return ': Expression evaluation memory limit exceeded: Check for excessive memory usage';
  if (code === 'D1012' || isInterrupted(error))
    return ': Expression evaluation timeout: Check for infinite loop';
  if (code === 'D1011')
    return `: Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive. Depth=${String(bounds.depth + 1)} max=${String(bounds.depth)}`;
  return `. ${code === undefined ? '' : `${code}: `}${message}`;
}

/** The library throws plain objects. */
function codeAndMessage(error: unknown): { code?: string; message: string } {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  return { ...(code !== undefined && { code }), message };
}

/** Sequences, hidden flags and shared parts gone; functions are nothing. Numbers that JSON lacks become their names. */
function plain(value: unknown): JsonValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
  if (Array.isArray(value)) return (value as readonly unknown[]).map((item) => plain(item) ?? null);
  if (!isJsonObject(value) || isFunction(value)) return undefined;
  const fields = Object.entries(value).flatMap(([name, inner]): [string, JsonValue][] => {
    const copy = plain(inner);
    return copy === undefined ? [] : [[name, copy]];
  });
  return Object.fromEntries(fields);
}

function isFunction(value: object): boolean {
  return '_jsonata_function' in value || '_jsonata_lambda' in value;
}

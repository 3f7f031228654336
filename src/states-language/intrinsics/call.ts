import type { JsonValue } from '../../platform/index.ts';
import { runtimeFailure, StateFailure } from '../failure.ts';
import { follow, type Roots } from '../paths/index.ts';
import type { Random } from '../random.ts';
import { ArgumentsInvalid, type Intrinsic } from './arguments.ts';
import { arrayFunctions } from './arrays.ts';
import { jsonFunctions } from './json.ts';
import { mathsFunctions } from './maths.ts';
import { unescaped, type Call, type Expression } from './parse.ts';
import { textFunctions } from './text.ts';

const functions: ReadonlyMap<string, Intrinsic> = new Map(
  Object.entries({ ...arrayFunctions, ...textFunctions, ...jsonFunctions, ...mathsFunctions }),
);

export function isIntrinsic(name: string): boolean {
  return functions.has(name);
}

/** The value of a call. @throws {StateFailure} */
export function callIntrinsic(call: Call, roots: Roots, random: Random): JsonValue {
  const run = functions.get(call.name);
  if (!run) throw runtimeFailure(`The function '${call.name}' is not an intrinsic function.`);
  const args = call.args.map((argument) => valueOf(argument, call, roots, random));
  const [first] = call.args;
  try {
    return run({
      name: call.name,
      args,
      random,
      ...(first?.kind === 'text' && { template: first.raw }),
    });
  } catch (error) {
    if (!(error instanceof ArgumentsInvalid)) throw error;
    throw new StateFailure(
      'States.IntrinsicFailure',
      `The function '${call.text}' had the following error: ${error.message}`,
      { aboutState: true },
    );
  }
}

function valueOf(argument: Expression, call: Call, roots: Roots, random: Random): JsonValue {
  switch (argument.kind) {
    case 'call':
      return callIntrinsic(argument, roots, random);
    case 'text':
      return unescaped(argument.raw);
    case 'number':
    case 'constant':
      return argument.value;
    case 'path': {
      const value = follow(argument.path, roots);
      if (value !== undefined) return value;
      throw runtimeFailure(
        `The function '${call.text}' had the following error: The JsonPath argument for the field '${argument.path.text}' could not be found in the input '${JSON.stringify(roots.input)}'`,
      );
    }
  }
}

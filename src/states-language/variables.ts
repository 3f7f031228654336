import type { JsonObject, JsonValue } from '../platform/index.ts';
import { StateFailure } from './failure.ts';

/** 256 KiB a variable, 10 MiB in one execution. https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
const largestVariable = 262_144;
const largestSum = 10_485_760;

/** The variables that a frame sees: its own, and those of the frames around it, which it cannot assign. */
export interface Variables {
  get(name: string): JsonValue | undefined;
  /** Everything in sight, as bindings. */
  all(): JsonObject;
  /** Sets variables of this frame. @throws {StateFailure} where one, or all of the execution, grow too large */
  assign(values: JsonObject): void;
  /** Variables for a branch or an iteration inside this frame. */
  inner(): Variables;
}

export function createVariables(): Variables {
  return scopeIn(undefined, { bytes: 0 });
}

function scopeIn(outer: Variables | undefined, used: { bytes: number }): Variables {
  const own = new Map<string, { readonly value: JsonValue; readonly bytes: number }>();
  const variables: Variables = {
    get: (name) => (own.has(name) ? own.get(name)?.value : outer?.get(name)),
    all: () => ({
      ...outer?.all(),
      ...Object.fromEntries([...own].map(([name, { value }]) => [name, value])),
    }),
    assign(values) {
      for (const [name, value] of Object.entries(values)) {
        const bytes = Buffer.byteLength(JSON.stringify(value));
        if (bytes > largestVariable) throw tooLarge(`The variable '${name}' is larger than 256 KiB.`);
        used.bytes += bytes - (own.get(name)?.bytes ?? 0);
        own.set(name, { value, bytes });
      }
      if (used.bytes > largestSum)
        throw tooLarge('The variables of the execution are larger than 10 MiB together.');
    },
    inner: () => scopeIn(variables, used),
  };
  return variables;
}

function tooLarge(reason: string): StateFailure {
  return new StateFailure('States.DataLimitExceeded', reason, { aboutState: true });
}

import { isJsonObject, type JsonObject, type JsonValue } from '../platform/index.ts';
import { contextObject } from './context-object.ts';
import { fill, fillObject, place, select, type Reading } from './data-flow.ts';
import type { Engine, Exit } from './engine.ts';
import type { Frame, Visit } from './frame.ts';
import { render, type Surroundings } from './jsonata/index.ts';
import type { Steps } from './steps.ts';

/** What a state's fields can see beside its input and the context object. */
interface Sight {
  /** What `$` is in JSONPath; the state's raw input where absent. */
  readonly input?: JsonValue;
  /** `$states.result` */
  readonly result?: JsonValue;
  /** `$states.errorOutput` */
  readonly errorOutput?: JsonValue;
  /** `$$.Task.Token` */
  readonly token?: string;
  readonly mapItem?: JsonObject;
}

/** What the JSONPath fields of a visit are read against. */
export function readingOf(engine: Engine, frame: Frame, visit: Visit, sight: Sight = {}): Reading {
  return {
    input: sight.input ?? visit.rawInput,
    context: contextObject(engine, frame, visit, sight),
    variable: (name) => frame.variables.get(name),
    random: engine.random,
  };
}

/** What the JSONata expressions of a visit see. */
export function surroundingsOf(engine: Engine, frame: Frame, visit: Visit, sight: Sight = {}): Surroundings {
  const states: JsonObject = {
    input: visit.rawInput,
    context: contextObject(engine, frame, visit, sight),
    ...(sight.result !== undefined && { result: sight.result }),
    ...(sight.errorOutput !== undefined && { errorOutput: sight.errorOutput }),
  };
  return {
    bindings: { ...frame.variables.all(), states },
    now: engine.host.clock.now(),
    random: engine.random,
  };
}

/** InputPath then Parameters, or Arguments. @throws {StateFailure} */
export function* effectiveInput(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  sight: Sight = {},
): Steps<JsonValue> {
  const { fields, language } = visit.state;
  if (language === 'JSONata') {
    if (fields['Arguments'] === undefined) return visit.rawInput;
    return yield* render(fields['Arguments'], 'Arguments', surroundingsOf(engine, frame, visit, sight));
  }
  const input = select(fields['InputPath'], readingOf(engine, frame, visit, sight));
  if (fields['Parameters'] === undefined) return input;
  return fill(fields['Parameters'], readingOf(engine, frame, visit, { ...sight, input }));
}

/**
 * How a state with a result ends: Assign and Output, or Assign, ResultSelector, ResultPath and OutputPath. Everything
 * sees the variables as they were.
 * @throws {StateFailure}
 */
export function* conclude(engine: Engine, frame: Frame, visit: Visit, result: JsonValue): Steps<Exit> {
  const { fields, language } = visit.state;
  const sight = visit.state.type === 'Pass' ? {} : { result };
  if (language === 'JSONata') return yield* concluded(engine, frame, visit, fields, '', result, sight);
  const assigned = assignedBy(fields['Assign'], readingOf(engine, frame, visit, { input: result }));
  const selected =
    fields['ResultSelector'] === undefined
      ? result
      : fill(fields['ResultSelector'], readingOf(engine, frame, visit, { input: result }));
  const placed = place(fields['ResultPath'], visit.rawInput, selected);
  const output = select(fields['OutputPath'], readingOf(engine, frame, visit, { input: placed }));
  return { output, ...assigned };
}

/** A state without a result (Wait, Choice, Succeed): InputPath and OutputPath, or Output. @throws {StateFailure} */
export function* passOn(engine: Engine, frame: Frame, visit: Visit): Steps<Exit> {
  const { fields, language } = visit.state;
  if (language === 'JSONata') return yield* concluded(engine, frame, visit, fields, '', visit.rawInput, {});
  const input = select(fields['InputPath'], readingOf(engine, frame, visit));
  const reading = readingOf(engine, frame, visit, { input });
  return { output: select(fields['OutputPath'], reading), ...assignedBy(fields['Assign'], reading) };
}

/**
 * Assign and Output in JSONata, of a state, a choice rule or a catcher.
 * @param at `Choices[1]/`, where the fields are not the state's own
 */
export function* concluded(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  fields: JsonObject,
  at: string,
  otherwise: JsonValue,
  sight: Sight,
): Steps<Exit> {
  const surroundings = surroundingsOf(engine, frame, visit, sight);
  const assigned =
    fields['Assign'] === undefined ? undefined : yield* render(fields['Assign'], `${at}Assign`, surroundings);
  const output =
    fields['Output'] === undefined ? otherwise : yield* render(fields['Output'], `${at}Output`, surroundings);
  return { output, ...(isJsonObject(assigned) && { assigned }) };
}

/** Assign in JSONPath: a payload template. */
export function assignedBy(assign: JsonValue | undefined, reading: Reading): { assigned?: JsonObject } {
  return isJsonObject(assign) ? { assigned: fillObject(assign, reading) } : {};
}

import type { Engine } from './engine.ts';
import { evaluate } from './data-flow.ts';
import { runtimeFailure, StateFailure } from './failure.ts';
import { conclude, effectiveInput, passOn, readingOf, surroundingsOf } from './fields.ts';
import type { Frame, Visit } from './frame.ts';
import { expressionIn, render } from './jsonata/index.ts';
import { mustBe } from './numbers.ts';
import { runChoice } from './run-choice.ts';
import { runMap } from './run-map.ts';
import { runParallel } from './run-parallel.ts';
import { runTask } from './run-task.ts';
import { runWait } from './run-wait.ts';
import type { Steps } from './steps.ts';

/** One attempt at a state. @throws {StateFailure} */
export function runState(engine: Engine, frame: Frame, visit: Visit): Steps {
  switch (visit.state.type) {
    case 'Pass':
      return runPass(engine, frame, visit);
    case 'Succeed':
      return runSucceed(engine, frame, visit);
    case 'Fail':
      return runFail(engine, frame, visit);
    case 'Choice':
      return runChoice(engine, frame, visit);
    case 'Wait':
      return runWait(engine, frame, visit);
    case 'Task':
      return runTask(engine, frame, visit);
    case 'Parallel':
      return runParallel(engine, frame, visit);
    case 'Map':
      return runMap(engine, frame, visit);
  }
}

function* runPass(engine: Engine, frame: Frame, visit: Visit): Steps {
  const { fields, language } = visit.state;
  const input = yield* effectiveInput(engine, frame, visit);
  const result = language === 'JSONPath' ? (fields['Result'] ?? input) : input;
  engine.leave(frame, yield* conclude(engine, frame, visit, result));
}

function* runSucceed(engine: Engine, frame: Frame, visit: Visit): Steps {
  engine.leave(frame, yield* passOn(engine, frame, visit));
}

function* runFail(engine: Engine, frame: Frame, visit: Visit): Steps {
  const error = yield* wordsOf(engine, frame, visit, 'Error');
  const cause = yield* wordsOf(engine, frame, visit, 'Cause');
  throw new StateFailure(error, cause);
}

/** `Error` or `ErrorPath`, `Cause` or `CausePath`. */
function* wordsOf(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  field: 'Error' | 'Cause',
): Steps<string | undefined> {
  const { fields, language } = visit.state;
  const path = fields[`${field}Path`];
  const expression = language === 'JSONata' ? expressionIn(fields[field]) : undefined;
  let value = fields[field];
  if (expression !== undefined) {
    value = yield* render(fields[field] ?? '', field, surroundingsOf(engine, frame, visit));
    mustBe('string', { value, expression }, field);
  } else if (typeof path === 'string') {
    value = evaluate(path, `${field}Path`, readingOf(engine, frame, visit));
  }
  if (value === undefined || typeof value === 'string') return value;
  throw runtimeFailure(`The ${field}Path field does not reference a string: ${JSON.stringify(value)}`);
}

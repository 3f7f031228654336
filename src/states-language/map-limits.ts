import type { Engine } from './engine.ts';
import { evaluationFailure, runtimeFailure, type StateFailure } from './failure.ts';
import type { Frame, Visit } from './frame.ts';
import { mustBe, textOf, written } from './numbers.ts';
import type { Steps } from './steps.ts';

export interface MapLimits {
  /** Iterations or children at once; 0 where the definition sets no limit. */
  readonly concurrency: number;
  readonly toleratedCount: number;
  /** Of 100. */
  readonly toleratedPercentage: number;
}

/** MaxConcurrency and the tolerated failures, in all their spellings. @throws {StateFailure} */
export function* mapLimits(engine: Engine, frame: Frame, visit: Visit): Steps<MapLimits> {
  const toleratedCount = yield* numberOf(engine, frame, visit, 'ToleratedFailureCount', 'integer');
  if (toleratedCount < 0)
    throw outOfRange(visit, 'ToleratedFailureCount', 'ToleratedFailureCount cannot be negative.');
  const toleratedPercentage = yield* numberOf(engine, frame, visit, 'ToleratedFailurePercentage', 'float');
  if (toleratedPercentage < 0 || toleratedPercentage > 100) {
    const reason = 'ToleratedFailurePercentage must be between 0 and 100.';
    throw outOfRange(visit, 'ToleratedFailurePercentage', reason);
  }
  const concurrency = yield* numberOf(engine, frame, visit, 'MaxConcurrency', 'integer');
  if (concurrency < 0) throw outOfRange(visit, 'MaxConcurrency', 'MaxConcurrency cannot be negative.');
  return { concurrency, toleratedCount, toleratedPercentage };
}

/** A number of a Map; 0 where it is not there. @throws {StateFailure} */
export function* numberOf(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  field: string,
  kind: 'integer' | 'float',
  fields = visit.state.fields,
): Steps<number> {
  const found = yield* written(engine, frame, visit, field, fields);
  if (!found) return 0;
  mustBe('number', found, field);
  const { value, path } = found;
  if (typeof value === 'number' && (kind === 'float' || Number.isInteger(value))) return value;
  const refers = path === undefined ? `${field} field` : `${field}Path field`;
  const reason = `The ${refers} refers to value "${textOf(value)}" which is not a valid ${kind}: ${path ?? field}`;
  throw outOfRange(visit, field, reason);
}

function outOfRange(visit: Visit, field: string, reason: string): StateFailure {
  return visit.state.language === 'JSONata' ? evaluationFailure(field, reason) : runtimeFailure(reason);
}

import { write, type Engine } from './engine.ts';
import { effectiveInput } from './fields.ts';
import type { Frame, Visit } from './frame.ts';
import { join } from './join.ts';
import type { Steps } from './steps.ts';

export function* runParallel(engine: Engine, frame: Frame, visit: Visit): Steps {
  const input = yield* effectiveInput(engine, frame, visit);
  const startedId = write(engine, frame, 'ParallelStateStarted');
  const parts = visit.state.branches.map((scope) => ({ scope, input, startedId: () => startedId }));
  join(engine, frame, visit, { kind: 'Parallel', width: parts.length, parts });
}

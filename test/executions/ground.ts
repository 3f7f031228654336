import { createFollows, type ExecutionsNeeds, type StepFunctions } from '../../src/executions/index.ts';
import { silentLogger, type Clock } from '../../src/platform/index.ts';
import type { Stores } from '../../src/stores/index.ts';

const notAsked = () => Promise.reject(new Error('not asked for in this test'));

/** A Step Functions that answers what a test is about, and nothing else. */
export function stepFunctionsOf(answers: Partial<StepFunctions>): StepFunctions {
  return {
    machines: notAsked,
    start: notAsked,
    describe: notAsked,
    definition: notAsked,
    executions: notAsked,
    stop: notAsked,
    redrive: notAsked,
    history: notAsked,
    ...answers,
  };
}

/** What executions stand on, where everybody may do everything and no workflow has a name. */
export function groundOf(
  more: Partial<ExecutionsNeeds> & { stepFunctions: StepFunctions },
  { stores, clock }: { stores: Stores; clock: Clock },
): ExecutionsNeeds {
  const allowed = () => Promise.resolve({ allowed: true, because: 'a rule' });
  const may = more.may ?? allowed;
  return {
    starts: stores.starts,
    may,
    demand: may,
    isOurs: () => true,
    workflows: () => new Map(),
    places: { idOf: () => Promise.resolve(undefined), isMember: () => Promise.resolve(false) },
    onStarted: () => undefined,
    onAborted: () => undefined,
    follows: createFollows({ store: stores.follows, clock, wake: () => undefined }),
    pictures: { draw: notAsked },
    clock,
    log: silentLogger(),
    ...more,
  };
}

import { known } from './known.ts';
import { explain, type Explanation } from './explain/explain.ts';
import type { Follow } from './follow.ts';
import type { StepFunctions } from './step-functions.ts';

/** Newest events that say why a run ended; a page of GetExecutionHistory holds no more. */
const newestEvents = 1_000;

/** Why a followed execution ended. @throws StepFunctionsRefused where AWS does not say */
export function explainEnded(stepFunctions: StepFunctions) {
  return async ({ executionArn, run }: Follow): Promise<Explanation> => {
    const events = await known(
      () => stepFunctions.history(executionArn, { newestFirst: true, limit: newestEvents }),
      [],
    );
    return explain(events, run);
  };
}

import { StepFunctionsRefused } from './refused.ts';

const unknown = new Set(['ExecutionDoesNotExist', 'StateMachineDoesNotExist']);

/** The answer, or `otherwise` where AWS does not know (any more) what was asked about. Other refusals go up. */
export async function known<T, U>(work: () => Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StepFunctionsRefused && unknown.has(error.code)) return otherwise;
    throw error;
  }
}

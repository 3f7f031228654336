import { splitName } from '../platform/index.ts';
import type { StateMachine } from './execution.ts';
import { StepFunctionsRefused } from './refused.ts';

/** Accounts that do not answer while several are looked through: each is said once, and hides no other. */
export interface Silence {
  readonly add: (sentence: string) => void;
  /** Does this with a state machine, unless its account was silent before. What AWS refuses is noted. */
  unless(machine: StateMachine, work: () => Promise<void>): Promise<void>;
  sentences(): readonly string[];
}

export function createSilence(): Silence {
  const sentences = new Set<string>();
  const silent = new Set<string>();
  return {
    add: (sentence) => {
      sentences.add(sentence);
    },
    async unless({ name }, work) {
      const account = splitName(name).account ?? '';
      if (silent.has(account)) return;
      try {
        await work();
      } catch (error) {
        if (!(error instanceof StepFunctionsRefused)) throw error;
        sentences.add(error.message);
        // Another call would only wait as long; a refusal of one state machine says nothing of the next.
        if (error.passing) silent.add(account);
      }
    },
    sentences: () => [...sentences],
  };
}

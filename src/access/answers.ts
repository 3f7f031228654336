import type { Clock } from '../platform/index.ts';
import type { Question } from './iam-question.ts';
import { IamDidNotSay, type PrincipalSimulator, type Simulated } from './simulator.ts';

/** How long an answer of IAM is good for, ms: IAM is throttled, and its own changes take minutes. */
const goodForMs = 5 * 60_000;
/** Answers kept; beyond it the oldest go first. */
const mostKept = 20_000;

/** IAM's answers, each asked once in five minutes, by however many at the same time. */
export interface Answers {
  /** @param alongside asked in the same call where a call is needed anyway. @throws {IamDidNotSay} */
  of(
    principal: string,
    questions: readonly Question[],
    alongside?: readonly Question[],
  ): Promise<readonly Simulated[]>;
}

interface Kept {
  readonly at: number;
  readonly answer: Promise<Simulated>;
}

export function createAnswers(needs: { simulator: PrincipalSimulator; clock: Clock }): Answers {
  const { simulator, clock } = needs;
  const kept = new Map<string, Kept>();
  const keyOf = (principal: string, { action, resource }: Question) =>
    JSON.stringify([principal, action, resource]);

  const forgetOld = () => {
    for (const [key, { at }] of kept) {
      if (clock.now() - at < goodForMs && kept.size <= mostKept) break;
      kept.delete(key);
    }
  };
  const ask = (principal: string, questions: readonly Question[]) => {
    const all = simulator
      .simulate(principal, questions)
      .then((simulated) => new Map(simulated.map((one) => [keyOf(principal, one), one])));
    const at = clock.now();
    for (const question of questions) {
      const key = keyOf(principal, question);
      const answer = all.then((found) => found.get(key) ?? unanswered(principal, question));
      kept.set(key, { at, answer });
      // A failure is not remembered: the next one asks again.
      answer.catch(() => kept.get(key)?.answer === answer && kept.delete(key));
    }
  };

  return {
    of(principal, questions, alongside = []) {
      forgetOld();
      const unknown = (asked: readonly Question[]) =>
        asked.filter((question) => !kept.has(keyOf(principal, question)));
      const wanted = unknown(questions);
      if (wanted.length > 0) ask(principal, distinct([...wanted, ...unknown(alongside)]));
      return Promise.all(
        questions.map((question) => {
          const found = kept.get(keyOf(principal, question));
          return found ? found.answer : unanswered(principal, question);
        }),
      );
    },
  };
}

function distinct(questions: readonly Question[]): readonly Question[] {
  return [...new Map(questions.map((one) => [`${one.action} ${one.resource}`, one])).values()];
}

function unanswered(principal: string, { action, resource }: Question): Promise<never> {
  return Promise.reject(
    new IamDidNotSay(principal, `it left ${action} on ${resource} unanswered`, 'Try again in a minute.'),
  );
}

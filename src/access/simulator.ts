import { CodedError } from '../platform/index.ts';
import type { Question } from './iam-question.ts';

/** What IAM says to a question. */
export interface Simulated extends Question {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** The policies that the decision rests on, by IAM's name of them. */
  readonly policies: readonly string[];
  /** Keys of conditions that only a real call has. */
  readonly missing: readonly string[];
  /** What else stands between: a permissions boundary, the organization. */
  readonly bounds: readonly string[];
}

/** IAM's policy simulator. Implemented in `aws/`. */
export interface PrincipalSimulator {
  /**
   * Every question's answer, in any order.
   * @param principal ARN of a user or a role, or of a session of a role
   * @throws {IamDidNotSay}
   */
  simulate(principal: string, questions: readonly Question[]): Promise<readonly Simulated[]>;
}

/** IAM could not be asked, or did not answer: whoever wanted to know refuses. */
export class IamDidNotSay extends CodedError {
  readonly code = 'iam-did-not-say';
  /** @param remedy what to do now */
  constructor(principal: string, why: string, remedy: string, options: ErrorOptions = {}) {
    super(`IAM could not say what ${principal} may do (${why}). Nothing was changed. ${remedy}`, options);
  }
}

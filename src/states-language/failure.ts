/** Why a state failed: what retriers and catchers look at. Inside the language only; never leaves the interpreter. */
export class StateFailure extends Error {
  readonly error: string | undefined;
  readonly reason: string | undefined;
  /** Set where the cause is about the state itself, which AWS then names in front of it. */
  readonly aboutState: boolean;
  /** Another name by which `ErrorEquals` may know it: a missed heartbeat is a States.Timeout too. */
  readonly alias: string | undefined;
  /** Where in the state a JSONata field failed (`Output/total`), for the EvaluationFailed event; '' for the state itself. */
  readonly evaluatedAt: string | undefined;
  /** A task reported it: then States.ALL catches what it otherwise would not. */
  readonly ofTask: boolean;

  constructor(
    error: string | undefined,
    reason?: string,
    more: { aboutState?: boolean; alias?: string; evaluatedAt?: string; ofTask?: boolean } = {},
  ) {
    super(reason ?? error ?? 'failed');
    this.error = error;
    this.reason = reason;
    this.aboutState = more.aboutState ?? false;
    this.alias = more.alias;
    this.evaluatedAt = more.evaluatedAt;
    this.ofTask = more.ofTask ?? false;
  }

  /** The same failure as the states around see it: its cause complete, its event already written. */
  inState(name: string, enteredEventId: number): StateFailure {
    if (!this.aboutState) return this;
    return new StateFailure(
      this.error,
      `An error occurred while executing the state '${name}' (entered at the event id #${String(enteredEventId)}). ${this.reason ?? ''}`,
      { ofTask: this.ofTask, ...(this.alias !== undefined && { alias: this.alias }) },
    );
  }
}

/** A fault of the definition or its data that only running shows. Catchers for States.ALL do not catch it. */
export function runtimeFailure(reason: string): StateFailure {
  return new StateFailure('States.Runtime', reason, { aboutState: true });
}

/** A JSONata field that gave no usable value. @param location `Arguments/FunctionName`; '' for the state as a whole */
export function evaluationFailure(location: string, reason: string): StateFailure {
  return new StateFailure('States.QueryEvaluationError', reason, {
    aboutState: true,
    evaluatedAt: location,
  });
}

export function errorAndCause(failure: StateFailure): { error?: string; cause?: string } {
  return {
    ...(failure.error !== undefined && { error: failure.error }),
    ...(failure.reason !== undefined && failure.reason !== '' && { cause: failure.reason }),
  };
}

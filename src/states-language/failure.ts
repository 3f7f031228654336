/** Why a state failed: what retriers and catchers look at. Inside the language only; never leaves the interpreter. */
export class StateFailure extends Error {
  readonly error: string | undefined;
  readonly reason: string | undefined;
  /** Set where the cause is about the state itself, which AWS then names in front of it. */
  readonly aboutState: boolean;
  constructor(error: string | undefined, reason?: string, options: { aboutState?: boolean } = {}) {
    super(reason ?? error ?? 'failed');
    this.error = error;
    this.reason = reason;
    this.aboutState = options.aboutState ?? false;
  }
}

/** A fault of the definition or its data that only running shows. Catchers for States.ALL do not catch it. */
export function runtimeFailure(reason: string): StateFailure {
  return new StateFailure('States.Runtime', reason, { aboutState: true });
}

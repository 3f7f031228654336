/**
 * An error somebody acts on. `code` is what programs compare; `message` is for people: what happened, to which thing,
 * what to do now.
 */
export abstract class CodedError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** What keeps the records cannot do its work, for a reason outside of Signalbox. */
export abstract class StoreUnusable extends CodedError {
  /** Whether it stays so until Signalbox is started again. */
  abstract readonly lasting: boolean;
  /** Whether a write that met it may have been carried out all the same: only its answer is lost. */
  abstract readonly perhapsWritten: boolean;
}

/** The end of an exhaustive switch: a new member of the union becomes a compile error here. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An error as the service itself would give it. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** The name that the Query protocol has for it, where a service that moved to JSON kept the old one. */
  readonly queryCode: string | undefined;
  constructor(code: string, message: string, status = 400, queryCode?: string) {
    super(message);
    this.code = code;
    this.status = status;
    this.queryCode = queryCode;
  }
}

/** A request that breaks the service's own model. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

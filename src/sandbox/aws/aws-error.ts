/** An error as the service itself would give it. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** A request that breaks the service's own model. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

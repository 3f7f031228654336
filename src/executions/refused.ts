import { CodedError } from '../platform/index.ts';

/** Step Functions said no. `code` is AWS's own (`ExecutionDoesNotExist`, `AccessDeniedException`, ...). */
export class StepFunctionsRefused extends CodedError {
  readonly code: string;
  /** Whether the same call may succeed later without anybody doing anything. */
  readonly passing: boolean;
  constructor(code: string, message: string, passing: boolean, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.passing = passing;
  }
}

import { CodedError } from '../../platform/index.ts';

/** AWS did not do what was asked about a key; the message says why and what to do. */
export class KeyDeskRefused extends CodedError {
  readonly code = 'key-desk-refused';
  /** Trying again may help by itself. */
  readonly passing: boolean;
  constructor(message: string, passing: boolean, options?: ErrorOptions) {
    super(message, options);
    this.passing = passing;
  }
}

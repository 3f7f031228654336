import { CodedError } from '../platform/index.ts';

/** A person or group could not be looked up: whoever wanted to know refuses. */
export class LookupFailed extends CodedError {
  readonly code = 'lookup-failed';
  readonly subject: string;
  constructor(subject: string, why: string, options?: ErrorOptions) {
    super(
      `Slack could not say who ${subject} is (${why}). Nothing was changed; try again in a minute.`,
      options,
    );
    this.subject = subject;
  }
}

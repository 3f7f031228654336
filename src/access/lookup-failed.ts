import { CodedError } from '../platform/index.ts';

/** A person or group could not be looked up: whoever wanted to know refuses. */
export class LookupFailed extends CodedError {
  readonly code = 'lookup-failed';
  readonly subject: string;
  /** Slack said nothing at all: it is down, or the way to it is. */
  readonly unanswered: boolean;
  /** @param options.remedy what to do, where waiting does not help */
  constructor(
    subject: string,
    why: string,
    options: ErrorOptions & { remedy?: string; unanswered?: boolean } = {},
  ) {
    const remedy = options.remedy ?? 'Try again in a minute.';
    super(`Slack could not say who ${subject} is (${why}). Nothing was changed. ${remedy}`, options);
    this.subject = subject;
    this.unanswered = options.unanswered ?? false;
  }
}

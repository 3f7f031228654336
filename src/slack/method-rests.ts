import { CodedError } from '../platform/index.ts';

/** Slack asked to leave this method alone for a while, so it was not called. */
export class MethodRests extends CodedError {
  readonly code = 'slack-method-rests';
  readonly retryAfterSeconds: number;
  constructor(method: string, retryAfterSeconds: number) {
    super(
      `${method} was not called: Slack asked to slow down. It is called again in ${String(retryAfterSeconds)} s.`,
    );
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

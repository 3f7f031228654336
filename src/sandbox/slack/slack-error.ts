import type { JsonObject } from '../../platform/index.ts';

/** `{"ok":false,"error":...}` with what Slack adds to it. */
export class SlackError extends Error {
  readonly code: string;
  readonly more: JsonObject;
  constructor(code: string, more: JsonObject = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }

  /** As Slack says it, for each place in the arguments. */
  static withMessages(code: string, lines: readonly string[], more: JsonObject = {}): SlackError {
    return new SlackError(code, {
      ...more,
      response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) },
    });
  }
}

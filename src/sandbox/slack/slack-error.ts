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
}

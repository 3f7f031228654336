import type { Clock, JsonObject } from '../../platform/index.ts';
import type { Triggers } from './triggers.ts';
import type { Workspace } from './workspace.ts';

export interface MethodContext {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly triggers: Triggers;
  /** `http://127.0.0.1:4700` */
  readonly origin: string;
  /** Scopes that the manifest grants. */
  readonly scopes: readonly string[];
  readonly homeTab: boolean;
}

/** One method of the Web API. */
export interface Method {
  /** Scopes of which one is needed; none where the list is empty. */
  readonly scopes: readonly string[];
  /** Calls a minute. https://docs.slack.dev/apis/web-api/rate-limits */
  readonly perMinute: number;
  /** Which calls share a limit; the method alone where absent. */
  readonly limitKey?: (args: JsonObject, context: MethodContext) => string;
  readonly token: 'bot' | 'app' | 'none';
  /** Throws `SlackError` for what Slack would refuse. */
  run(args: JsonObject, context: MethodContext): JsonObject | Promise<JsonObject>;
}

export type Methods = Readonly<Record<string, Method>>;

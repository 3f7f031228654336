import {
  isJsonObject,
  parseJson,
  type Clock,
  type JsonObject,
  type JsonValue,
} from '../../platform/index.ts';
import type { WebRequest } from '../web/request.ts';
import { SlackError } from './slack-error.ts';
import type { Triggers } from './triggers.ts';
import type { Workspace } from './workspace.ts';

export interface MethodContext {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly triggers: Triggers;
  /** `http://127.0.0.1:4700` */
  readonly origin: string;
}

/** One method of the Web API. */
export interface Method {
  /** Scopes of which one is needed; none where the list is empty. */
  readonly scopes: readonly string[];
  /** Calls a minute. https://docs.slack.dev/apis/web-api/rate-limits */
  readonly perMinute: number;
  /** Which calls share a limit; the method alone where absent. */
  readonly limitKey?: (args: JsonObject) => string;
  readonly token: 'bot' | 'app';
  /** Throws {@link SlackError} for what Slack would refuse. */
  run(args: JsonObject, context: MethodContext): JsonObject | Promise<JsonObject>;
}

export type Methods = Readonly<Record<string, Method>>;

/** Arguments that are JSON inside a form. */
const structured = new Set(['blocks', 'attachments', 'metadata', 'view', 'files']);

/** Arguments from the query, a form or a JSON body; Slack takes all three. */
export function argsOf(request: WebRequest): JsonObject {
  const args: Record<string, JsonValue> = {};
  const take = (pairs: Iterable<[string, string]>) => {
    for (const [name, value] of pairs) args[name] = value;
  };
  take(request.url.searchParams);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) {
    const body = parseJson(request.body.toString());
    if (request.body.length > 0 && !isJsonObject(body)) throw new SlackError('invalid_json');
    if (isJsonObject(body)) Object.assign(args, body);
  } else if (request.body.length > 0 && !type.startsWith('multipart/'))
    take(new URLSearchParams(request.body.toString()));
  for (const name of structured) {
    const value = args[name];
    if (typeof value !== 'string') continue;
    const parsed = parseJson(value);
    if (parsed === undefined) {
      throw new SlackError(
        name === 'blocks'
          ? 'invalid_blocks_format'
          : name === 'metadata'
            ? 'invalid_metadata_format'
            : 'invalid_arguments',
        {
          response_metadata: { messages: [`[ERROR] ${name} is not JSON [json-pointer:/${name}]`] },
        },
      );
    }
    args[name] = parsed;
  }
  return args;
}

export function textArg(args: JsonObject, name: string): string {
  const value = args[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new SlackError('invalid_arguments', {
    response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
  });
}

export function optionalArg(args: JsonObject, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function flagArg(args: JsonObject, name: string): boolean {
  return args[name] === true || args[name] === 'true' || args[name] === '1';
}

/** One page of a list by Slack's cursor. */
export function pageByCursor<T>(
  items: readonly T[],
  args: JsonObject,
  usual: number,
): { items: readonly T[]; response_metadata: JsonObject } {
  const limit = Math.min(Math.max(Number(args['limit'] ?? usual) || usual, 1), 1000);
  const cursor = optionalArg(args, 'cursor');
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString());
  if (!Number.isInteger(from)) throw new SlackError('invalid_cursor');
  const next = from + limit < items.length ? Buffer.from(String(from + limit)).toString('base64') : '';
  return { items: items.slice(from, from + limit), response_metadata: { next_cursor: next } };
}

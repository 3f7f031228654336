import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import type { WebRequest } from '../web/request.ts';
import { isTooDeep, parseShallow } from './depth.ts';
import { formIn } from './form.ts';
import { withoutNulls } from './objects-in.ts';
import { SlackError } from './slack-error.ts';

/** Arguments that are JSON inside a form, and what Slack says where they are not. */
const structured: Readonly<Record<string, string>> = {
  blocks: 'invalid_blocks_format',
  attachments: 'invalid_arguments',
  metadata: 'invalid_metadata_format',
  view: 'invalid_arguments',
  files: 'invalid_arguments',
  message: 'invalid_arguments',
};

/** Arguments from the query, a form or a JSON body; Slack takes all of them. @throws {SlackError} */
export function argsOf(request: WebRequest): JsonObject {
  const args: Record<string, JsonValue> = {};
  for (const [name, value] of request.url.searchParams) args[name] = value;
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) {
    const body = parseShallow(request.body.toString());
    if (request.body.length > 0 && !isJsonObject(body)) throw new SlackError('invalid_json');
    if (isJsonObject(body)) Object.assign(args, withoutNulls(body));
  } else if (request.body.length > 0) {
    const form = formIn(request);
    if (!form) throw new SlackError('invalid_form_data');
    for (const [name, value] of form) args[name] = value;
  }
  for (const [name, otherwise] of Object.entries(structured)) {
    const value = args[name];
    if (value === undefined) continue;
    const parsed = typeof value === 'string' ? parseShallow(value) : isTooDeep(value) ? undefined : value;
    if (parsed === undefined) {
      throw SlackError.withMessages(otherwise, [
        `${name} is not JSON that can be read [json-pointer:/${name}]`,
      ]);
    }
    args[name] = parsed;
  }
  return args;
}

export function textArg(args: JsonObject, name: string): string {
  const value = optionalArg(args, name);
  if (value !== undefined) return value;
  throw SlackError.withMessages('invalid_arguments', [`missing required field: ${name}`]);
}

export function optionalArg(args: JsonObject, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function flagArg(args: JsonObject, name: string): boolean {
  return args[name] === true || args[name] === 'true' || args[name] === '1';
}

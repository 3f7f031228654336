import type { JsonObject } from '../../platform/index.ts';
import { optionalArg } from './arguments.ts';
import { SlackError } from './slack-error.ts';

/** Most that Slack gives in one answer. */
const most = 1_000;

/** One page of a list by Slack's cursor. @throws {SlackError} */
export function pageByCursor<T>(
  items: readonly T[],
  args: JsonObject,
  usual: number,
): { items: readonly T[]; next: string; response_metadata: JsonObject } {
  const limit = Math.min(Math.max(Number(args['limit'] ?? usual) || usual, 1), most);
  const from = startOf(optionalArg(args, 'cursor'));
  const next = from + limit < items.length ? cursorAt(from + limit) : '';
  return { items: items.slice(from, from + limit), next, response_metadata: { next_cursor: next } };
}

function cursorAt(position: number): string {
  return Buffer.from(`next:${position}`).toString('base64');
}

function startOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const position = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (position === undefined || cursorAt(Number(position)) !== cursor) throw new SlackError('invalid_cursor');
  return Number(position);
}

import type { JsonObject } from '../../platform/index.ts';
import { SlackError } from './slack-error.ts';

/** A string that a door's body must have. @throws {SlackError} */
export function text(body: JsonObject, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new SlackError('invalid_body', { message: `The body needs "${name}", a string.` });
}

export function optional(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}

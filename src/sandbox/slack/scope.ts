import type { Channel } from './channel.ts';
import { SlackError } from './slack-error.ts';

/** One of these scopes must be granted. @throws {SlackError} */
export function checkScope(needed: readonly string[], provided: readonly string[]): void {
  if (needed.length === 0 || needed.some((scope) => provided.includes(scope))) return;
  throw new SlackError('missing_scope', { needed: needed.join(','), provided: provided.join(',') });
}

const kindScopes = { public: 'channels', private: 'groups', dm: 'im' } as const;

/** What is done in a channel needs the scope of its kind: `channels:`, `groups:` or `im:`. @throws {SlackError} */
export function checkChannelScope(
  what: 'read' | 'history',
  kind: Channel['kind'],
  provided: readonly string[],
): void {
  checkScope([`${kindScopes[kind]}:${what}`], provided);
}

/** Any of the scopes that reach some kind of channel. */
export function channelScopes(what: 'read' | 'history'): readonly string[] {
  return Object.values(kindScopes).map((kind) => `${kind}:${what}`);
}

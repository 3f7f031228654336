import type { JsonObject } from '../../../platform/index.ts';
import { app } from '../app.ts';
import { flagArg, optionalArg, textArg } from '../arguments.ts';
import { activeMembers, wireChannel, type Channel } from '../channel.ts';
import type { MethodContext, Methods } from '../method.ts';
import { pageByCursor } from '../page-of.ts';
import { channelScopes, checkChannelScope, checkScope } from '../scope.ts';
import { SlackError } from '../slack-error.ts';
import { directMessageId, type Workspace } from '../workspace.ts';

const read = { token: 'bot' as const, scopes: channelScopes('read') };
const kindsByType = new Map<string, Channel['kind']>([
  ['public_channel', 'public'],
  ['private_channel', 'private'],
  ['im', 'dm'],
]);

export const conversations: Methods = {
  'conversations.list': {
    ...read,
    perMinute: 20,
    run(args, { workspace, scopes }) {
      const types = (optionalArg(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
      const kinds = types.map((type) => {
        if (type === 'mpim') checkScope(['mpim:read'], scopes);
        const kind = kindsByType.get(type);
        if (!kind && type !== 'mpim') throw new SlackError('invalid_types');
        if (kind) checkChannelScope('read', kind, scopes);
        return kind;
      });
      const wanted = [...workspace.channels.values()].filter(
        (channel) =>
          kinds.includes(channel.kind) &&
          (channel.kind === 'public' || channel.members.has(app.userId)) &&
          !(channel.archived && flagArg(args, 'exclude_archived')),
      );
      const page = pageByCursor(wanted, args, 100);
      return {
        channels: page.items.map((channel) => wired(channel, workspace)),
        response_metadata: page.response_metadata,
      };
    },
  },
  'conversations.info': {
    ...read,
    perMinute: 50,
    run(args, context) {
      const channel = seenChannel(args, context, 'read');
      return { channel: wired(channel, context.workspace) };
    },
  },
  'conversations.members': {
    ...read,
    perMinute: 100,
    run(args, context) {
      const { members } = seenChannel(args, context, 'read');
      const page = pageByCursor(activeMembers(members, context.workspace.people), args, 100);
      return { members: page.items, response_metadata: page.response_metadata };
    },
  },
  'conversations.open': {
    token: 'bot',
    scopes: ['im:write'],
    perMinute: 50,
    run(args, { workspace }) {
      const there = optionalArg(args, 'channel');
      if (there !== undefined) {
        const channel = workspace.channels.get(there);
        if (channel?.kind !== 'dm') throw new SlackError('channel_not_found');
        return opened(channel, args, workspace, true);
      }
      const [user = '', ...others] = textArg(args, 'users').split(',');
      if (others.length > 0) throw new SlackError('missing_scope', { needed: 'mpim:write' });
      if (!workspace.people.has(user)) throw new SlackError('user_not_found');
      const before = workspace.channels.has(directMessageId(user));
      return opened(workspace.directMessage(user), args, workspace, before);
    },
  },
};

function opened(channel: Channel, args: JsonObject, workspace: Workspace, before: boolean): JsonObject {
  return {
    ...(before && { no_op: true, already_open: true }),
    channel: flagArg(args, 'return_im') ? wired(channel, workspace) : { id: channel.id },
  };
}

function wired(channel: Channel, workspace: Workspace): JsonObject {
  return wireChannel(channel, workspace.people, workspace.team.id);
}

/** A channel that the app can see, with the scope for its kind. @throws {SlackError} */
export function seenChannel(
  args: JsonObject,
  { workspace, scopes }: MethodContext,
  what: 'read' | 'history',
): Channel {
  const channel = workspace.channels.get(textArg(args, 'channel'));
  if (!channel || (channel.kind !== 'public' && !channel.members.has(app.userId)))
    throw new SlackError('channel_not_found');
  checkChannelScope(what, channel.kind, scopes);
  return channel;
}

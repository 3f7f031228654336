import type { JsonObject } from '../../../platform/index.ts';
import { flagArg, optionalArg, pageByCursor, textArg, type MethodContext, type Methods } from '../method.ts';
import { SlackError } from '../slack-error.ts';
import { wireChannel, wireMessage, wirePerson, emailOf } from '../wire.ts';
import { app, type Channel, type Message } from '../workspace.ts';

const read = { token: 'bot' as const };

/** Who and what there is: people, groups, channels, their messages. */
export const lookUps: Methods = {
  'auth.test': {
    ...read,
    scopes: [],
    perMinute: 600,
    run: (_args, { workspace, origin }) => ({
      url: `${origin}/`,
      team: workspace.team.name,
      team_id: workspace.team.id,
      user: 'signalbox',
      user_id: app.userId,
      bot_id: app.botId,
      is_enterprise_install: false,
    }),
  },
  'team.info': {
    ...read,
    scopes: ['team:read'],
    perMinute: 50,
    run: (_args, { workspace }) => ({ team: { ...workspace.team } }),
  },
  'bots.info': {
    ...read,
    scopes: ['users:read'],
    perMinute: 50,
    run(args) {
      if (optionalArg(args, 'bot') !== app.botId) throw new SlackError('bot_not_found');
      return {
        bot: { id: app.botId, app_id: app.id, user_id: app.userId, name: 'signalbox', deleted: false },
      };
    },
  },
  'users.info': {
    ...read,
    scopes: ['users:read'],
    perMinute: 100,
    run(args, { workspace }) {
      const id = textArg(args, 'user');
      if (id === app.userId) {
        return {
          user: {
            id,
            team_id: workspace.team.id,
            name: 'signalbox',
            real_name: 'Signalbox',
            is_bot: true,
            deleted: false,
            profile: { display_name: 'Signalbox', real_name: 'Signalbox' },
          },
        };
      }
      const person = workspace.people.get(id);
      if (!person) throw new SlackError('user_not_found');
      return { user: wirePerson(person, workspace.team.id) };
    },
  },
  'users.list': {
    ...read,
    scopes: ['users:read'],
    perMinute: 20,
    run(args, { workspace }) {
      const page = pageByCursor([...workspace.people.values()], args, 200);
      return {
        members: page.items.map((person) => wirePerson(person, workspace.team.id)),
        response_metadata: page.response_metadata,
      };
    },
  },
  'users.lookupByEmail': {
    ...read,
    scopes: ['users:read.email'],
    perMinute: 50,
    run(args, { workspace }) {
      const email = textArg(args, 'email').toLowerCase();
      const person = [...workspace.people.values()].find(
        (candidate) => !candidate.bot && emailOf(candidate) === email,
      );
      if (!person) throw new SlackError('users_not_found');
      return { user: wirePerson(person, workspace.team.id) };
    },
  },
  'usergroups.list': {
    ...read,
    scopes: ['usergroups:read'],
    perMinute: 20,
    run: (args, { workspace }) => ({
      usergroups: [...workspace.groups.values()].map(({ id, handle, members }) => ({
        id,
        team_id: workspace.team.id,
        is_usergroup: true,
        name: handle,
        handle,
        date_delete: 0,
        user_count: members.length,
        ...(flagArg(args, 'include_users') && { users: activeMembers(members, workspace.people) }),
      })),
    }),
  },
  'usergroups.users.list': {
    ...read,
    scopes: ['usergroups:read'],
    perMinute: 20,
    run(args, { workspace }) {
      const group = workspace.groups.get(textArg(args, 'usergroup'));
      if (!group) throw new SlackError('no_such_subteam');
      return {
        users: flagArg(args, 'include_disabled')
          ? group.members
          : activeMembers(group.members, workspace.people),
      };
    },
  },
  'conversations.list': {
    ...read,
    scopes: ['channels:read', 'groups:read'],
    perMinute: 20,
    run(args, { workspace }) {
      const kinds = (optionalArg(args, 'types') ?? 'public_channel').split(',');
      const wanted = [...workspace.channels.values()].filter((channel) => {
        if (channel.kind === 'dm') return kinds.includes('im');
        if (channel.kind === 'private')
          return kinds.includes('private_channel') && channel.members.has(app.userId);
        return kinds.includes('public_channel');
      });
      const page = pageByCursor(
        wanted.filter(({ archived }) => !archived || !flagArg(args, 'exclude_archived')),
        args,
        100,
      );
      return { channels: page.items.map(wireChannel), response_metadata: page.response_metadata };
    },
  },
  'conversations.info': {
    ...read,
    scopes: ['channels:read', 'groups:read'],
    perMinute: 50,
    run: (args, context) => ({ channel: wireChannel(seenChannel(args, context)) }),
  },
  'conversations.members': {
    ...read,
    scopes: ['channels:read', 'groups:read'],
    perMinute: 100,
    run(args, context) {
      const page = pageByCursor([...seenChannel(args, context).members], args, 100);
      return { members: page.items, response_metadata: page.response_metadata };
    },
  },
  'conversations.open': {
    ...read,
    scopes: ['im:write'],
    perMinute: 50,
    run(args, { workspace }) {
      const user = textArg(args, 'users');
      if (!workspace.people.has(user)) throw new SlackError('user_not_found');
      const channel = workspace.directMessage(user);
      return { channel: wireChannel(channel) };
    },
  },
  'conversations.history': {
    ...read,
    scopes: ['channels:history', 'groups:history', 'im:history'],
    perMinute: 50,
    run: (args, context) => messagesOf(args, context, (message) => message.threadTs === undefined),
  },
  'conversations.replies': {
    ...read,
    scopes: ['channels:history', 'groups:history', 'im:history'],
    perMinute: 50,
    run(args, context) {
      const ts = textArg(args, 'ts');
      const channel = joinedChannel(args, context);
      if (!context.workspace.find(channel.id, ts)) throw new SlackError('thread_not_found');
      const thread = messagesOf(args, context, (message) => message.ts === ts || message.threadTs === ts);
      return { ...thread, messages: [...(thread['messages'] as JsonObject[])].reverse() };
    },
  },
};

function messagesOf(
  args: JsonObject,
  context: MethodContext,
  kept: (message: Message) => boolean,
): JsonObject {
  const channel = joinedChannel(args, context);
  const oldest = Number(optionalArg(args, 'oldest') ?? 0);
  const latest = Number(optionalArg(args, 'latest') ?? Infinity);
  const inclusive = flagArg(args, 'inclusive');
  const found = context.workspace.messages
    .filter((message) => message.channel === channel.id && message.viewer === undefined && kept(message))
    .filter(({ ts }) =>
      inclusive ? Number(ts) >= oldest && Number(ts) <= latest : Number(ts) > oldest && Number(ts) < latest,
    )
    .reverse();
  const page = pageByCursor(found, args, 100);
  const withMetadata = flagArg(args, 'include_all_metadata');
  return {
    messages: page.items.map((message) => wireMessage(message, context, withMetadata)),
    has_more: page.response_metadata['next_cursor'] !== '',
    response_metadata: page.response_metadata,
  };
}

function seenChannel(args: JsonObject, { workspace }: MethodContext): Channel {
  const channel = workspace.channels.get(textArg(args, 'channel'));
  if (!channel || (channel.kind !== 'public' && !channel.members.has(app.userId)))
    throw new SlackError('channel_not_found');
  return channel;
}

function joinedChannel(args: JsonObject, context: MethodContext): Channel {
  const channel = seenChannel(args, context);
  if (!channel.members.has(app.userId)) throw new SlackError('not_in_channel');
  return channel;
}

function activeMembers(
  members: readonly string[],
  people: ReadonlyMap<string, { deactivated: boolean }>,
): string[] {
  return members.filter((id) => people.get(id)?.deactivated === false);
}

import type { JsonObject } from '../../platform/index.ts';
import { app, type Channel, type Message, type Person, type Workspace } from './workspace.ts';

/** A message as the Web API and payloads show it. */
export function wireMessage(
  message: Message,
  { workspace }: { workspace: Workspace },
  withMetadata = true,
): JsonObject {
  const byApp = message.user === app.userId;
  const replies = workspace.messages.filter(
    (reply) => reply.threadTs === message.ts && reply.channel === message.channel,
  );
  return {
    type: 'message',
    ts: message.ts,
    user: message.user,
    text: message.text,
    team: workspace.team.id,
    ...(byApp && { bot_id: app.botId, app_id: app.id }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.attachments.length > 0 && { attachments: message.attachments }),
    ...(message.files.length > 0 && { files: message.files }),
    ...(withMetadata && message.metadata && { metadata: message.metadata }),
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      latest_reply: replies.at(-1)?.ts ?? message.ts,
    }),
    ...(message.edited && { edited: { user: message.user, ts: message.ts } }),
  };
}

export function wireChannel(channel: Channel): JsonObject {
  return {
    id: channel.id,
    name: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: channel.kind === 'dm',
    is_private: channel.kind !== 'public',
    is_archived: channel.archived,
    is_member: channel.members.has(app.userId),
    is_shared: channel.shared,
    is_ext_shared: channel.shared,
    num_members: channel.members.size,
  };
}

export function emailOf(person: Person): string {
  return `${person.role}@example.com`;
}

export function wirePerson(person: Person, team: string): JsonObject {
  return {
    id: person.id,
    team_id: person.team,
    name: person.role,
    real_name: person.role,
    deleted: person.deactivated,
    is_bot: person.bot,
    is_app_user: false,
    is_restricted: person.guest,
    is_ultra_restricted: false,
    is_stranger: person.team !== team,
    is_admin: false,
    is_owner: false,
    is_email_confirmed: !person.bot && person.team === team,
    tz: 'Etc/UTC',
    profile: {
      display_name: person.role,
      real_name: person.role,
      team: person.team,
      ...(!person.bot && { email: emailOf(person) }),
    },
  };
}

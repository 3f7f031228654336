import type { JsonObject } from '../../platform/index.ts';
import { app, slackbot } from './app.ts';
import type { StateValues } from './inputs/state-values.ts';
import type { Workspace } from './workspace.ts';

/** What one version of a message shows. */
export interface Version {
  readonly blocks: readonly JsonObject[];
  readonly attachments: readonly JsonObject[];
}

export interface Message {
  readonly ts: string;
  readonly channel: string;
  user: string;
  readonly threadTs?: string;
  /** A reply that the channel sees too. */
  readonly broadcast?: boolean;
  /** The only person who sees it. */
  readonly viewer?: string;
  text: string;
  blocks: readonly JsonObject[];
  attachments: readonly JsonObject[];
  files: readonly JsonObject[];
  metadata?: JsonObject;
  /** When it was last edited so that people see it. */
  editedTs?: string;
  /** What stands for a deleted message that has replies. */
  tombstone?: true;
  /** Older versions, newest first: a client that has not refreshed still shows their buttons. */
  readonly earlier: Version[];
  /** What people chose in its elements, by person. */
  readonly typed: Map<string, StateValues>;
  readonly reactions: Map<string, string[]>;
}

export function newMessage(
  from: Pick<Message, 'ts' | 'channel' | 'user'> & Partial<Omit<Message, 'earlier' | 'typed' | 'reactions'>>,
): Message {
  return {
    text: '',
    blocks: [],
    attachments: [],
    files: [],
    ...from,
    earlier: [],
    typed: new Map(),
    reactions: new Map(),
  };
}

/** Puts another body in; what stood there can still be pressed by those who see it. */
export function rewriteMessage(message: Message, body: Version & { readonly text: string }): void {
  message.earlier.unshift({ blocks: message.blocks, attachments: message.attachments });
  message.blocks = body.blocks;
  message.attachments = body.attachments;
  message.text = body.text;
}

/** A message as the Web API and payloads show it. */
export function wireMessage(message: Message, workspace: Workspace, withMetadata = true): JsonObject {
  const common = {
    type: 'message',
    ts: message.ts,
    user: message.user,
    text: message.text,
    ...(message.threadTs !== undefined && {
      thread_ts: message.threadTs,
      parent_user_id: workspace.find(message.channel, message.threadTs)?.user ?? slackbot,
    }),
    ...threadOf(message, workspace),
  };
  if (message.tombstone) return { ...common, subtype: 'tombstone', hidden: true };
  return {
    ...common,
    team: workspace.people.get(message.user)?.team ?? workspace.team.id,
    ...(message.user === app.userId && {
      bot_id: app.botId,
      app_id: app.id,
      bot_profile: profile(workspace),
    }),
    ...(message.broadcast === true && { subtype: 'thread_broadcast' }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.attachments.length > 0 && { attachments: message.attachments }),
    ...(message.files.length > 0 && { files: message.files, upload: false }),
    ...(withMetadata && message.metadata && { metadata: message.metadata }),
    ...(message.reactions.size > 0 && {
      reactions: [...message.reactions].map(([name, users]) => ({ name, users, count: users.length })),
    }),
    ...(message.editedTs !== undefined && { edited: { user: message.user, ts: message.editedTs } }),
  };
}

function profile(workspace: Workspace): JsonObject {
  return {
    id: app.botId,
    app_id: app.id,
    name: app.name,
    deleted: false,
    team_id: workspace.team.id,
  };
}

function threadOf(message: Message, workspace: Workspace): JsonObject {
  const replies = workspace.repliesTo(message);
  if (replies.length === 0) return {};
  const users = [...new Set(replies.map(({ user }) => user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts ?? message.ts,
    reply_users: users,
    is_locked: false,
    subscribed: false,
  };
}

import type { JsonObject } from '../../../platform/index.ts';
import { app } from '../app.ts';
import { flagArg, optionalArg, textArg } from '../arguments.ts';
import type { Channel } from '../channel.ts';
import { attachmentsIn, blocksIn, bodyOf, metadataIn, textIn } from '../message-body.ts';
import { newMessage, rewriteMessage, wireMessage, type Message } from '../message.ts';
import type { MethodContext, Methods } from '../method.ts';
import { SlackError } from '../slack-error.ts';
import { threadFor } from '../thread.ts';

/** chat.update refuses what chat.postMessage would still cut. */
const longestUpdate = 4_000;
const write = { scopes: ['chat:write'], token: 'bot' as const };

export const chat: Methods = {
  'chat.postMessage': {
    ...write,
    perMinute: 60,
    // However the channel is spelled: by id, by name, or as a person.
    limitKey: (args, context) => channelMeant(args, context)?.id ?? optionalArg(args, 'channel') ?? '',
    run(args, context) {
      const channel = channelToWrite(args, context);
      const message = posted(args, context, channel);
      context.workspace.post(message);
      return { channel: channel.id, ts: message.ts, message: wireMessage(message, context.workspace) };
    },
  },
  'chat.update': {
    ...write,
    perMinute: 50,
    run(args, context) {
      const { workspace } = context;
      const message = ownMessage(args, context, 'cant_update_message');
      if (workspace.channels.get(message.channel)?.archived === true) throw new SlackError('is_inactive');
      const before = wireMessage(message, workspace);
      update(message, args, context);
      workspace.changed({ kind: 'message', channel: message.channel, ts: message.ts });
      workspace.happened({ kind: 'edited', message, before });
      const { channel, ts, text } = message;
      return { channel, ts, text, message: wireMessage(message, workspace) };
    },
  },
  'chat.delete': {
    ...write,
    perMinute: 50,
    run(args, context) {
      const { workspace } = context;
      const message = ownMessage(args, context, 'cant_delete_message');
      workspace.remove(message, wireMessage(message, workspace));
      return { channel: message.channel, ts: message.ts };
    },
  },
  'chat.postEphemeral': {
    ...write,
    perMinute: 100,
    run(args, context) {
      const channel = channelToWrite(args, context);
      const viewer = textArg(args, 'user');
      if (!channel.members.has(viewer)) throw new SlackError('user_not_in_channel');
      const message = { ...posted(args, context, channel), viewer };
      context.workspace.post(message);
      return { message_ts: message.ts };
    },
  },
  'chat.getPermalink': {
    scopes: [],
    token: 'bot',
    perMinute: 100,
    run(args, { workspace, origin }) {
      const channel = textArg(args, 'channel');
      if (!workspace.channels.has(channel)) throw new SlackError('channel_not_found');
      const message = workspace.find(channel, textArg(args, 'message_ts'));
      if (!message || message.viewer !== undefined) throw new SlackError('message_not_found');
      const { ts, threadTs } = message;
      const thread = threadTs === undefined ? '' : `?thread_ts=${threadTs}&cid=${channel}`;
      return { channel, permalink: `${origin}/archives/${channel}/p${ts.replace('.', '')}${thread}` };
    },
  },
};

/** A channel by id, name or person (then the direct message); undefined where the app cannot see it. */
function channelMeant(args: JsonObject, { workspace }: MethodContext): Channel | undefined {
  const wanted = optionalArg(args, 'channel') ?? '';
  const channel = workspace.people.has(wanted)
    ? workspace.directMessage(wanted)
    : workspace.channelNamed(wanted);
  return channel?.kind === 'private' && !channel.members.has(app.userId) ? undefined : channel;
}

/** Where the bot may write. @throws {SlackError} */
function channelToWrite(args: JsonObject, context: MethodContext): Channel {
  textArg(args, 'channel');
  const channel = channelMeant(args, context);
  if (!channel) throw new SlackError('channel_not_found');
  if (channel.archived) throw new SlackError('is_archived');
  const mayWrite =
    channel.members.has(app.userId) ||
    (channel.kind === 'public' && context.scopes.includes('chat:write.public'));
  if (!mayWrite) throw new SlackError('not_in_channel');
  return channel;
}

function posted(args: JsonObject, { workspace }: MethodContext, channel: Channel): Message {
  const body = bodyOf(args);
  const metadata = args['metadata'] === undefined ? undefined : metadataIn(args['metadata']);
  const thread = threadFor(workspace, channel, optionalArg(args, 'thread_ts'));
  return newMessage({
    ...body,
    ...(metadata && { metadata }),
    ...thread,
    ...(thread.threadTs !== undefined && flagArg(args, 'reply_broadcast') && { broadcast: true }),
    ts: workspace.newTs(),
    channel: channel.id,
    user: app.userId,
  });
}

/**
 * Text without blocks takes the blocks away and marks the message as edited; blocks alone keep the text; what is not
 * mentioned stays. https://docs.slack.dev/reference/methods/chat.update
 */
function update(message: Message, args: JsonObject, { workspace }: MethodContext): void {
  const has = (name: string) => args[name] !== undefined;
  if (!has('text') && !has('blocks') && !has('attachments') && !has('metadata'))
    throw new SlackError('no_text');
  if (textIn(args).length > longestUpdate) throw new SlackError('msg_too_long');
  const body = {
    text: has('text') ? textIn(args) : message.text,
    blocks: has('blocks') ? blocksIn(args['blocks']) : has('text') ? [] : message.blocks,
    attachments: has('attachments') ? attachmentsIn(args['attachments']) : message.attachments,
  };
  if (body.text === '' && body.blocks.length === 0 && body.attachments.length === 0)
    throw new SlackError('no_text');
  const metadata = args['metadata'] === undefined ? message.metadata : metadataIn(args['metadata']);
  if (has('text') || has('blocks') || has('attachments')) rewriteMessage(message, body);
  if (has('text') && body.blocks.length === 0) message.editedTs = workspace.newTs();
  if (metadata) message.metadata = metadata;
  else delete message.metadata;
}

function ownMessage(args: JsonObject, { workspace }: MethodContext, otherwise: string): Message {
  const channel = textArg(args, 'channel');
  if (!workspace.channels.has(channel)) throw new SlackError('channel_not_found');
  const message = workspace.find(channel, textArg(args, 'ts'));
  // Ephemeral messages are not kept by Slack: nothing can be done to them by ts.
  if (!message || message.viewer !== undefined || message.tombstone === true)
    throw new SlackError('message_not_found');
  if (message.user !== app.userId) throw new SlackError(otherwise);
  return message;
}

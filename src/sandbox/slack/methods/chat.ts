import { isJsonObject, type JsonObject } from '../../../platform/index.ts';
import { faultsOf } from '../block-kit.ts';
import { optionalArg, textArg, type MethodContext, type Methods } from '../method.ts';
import { SlackError } from '../slack-error.ts';
import { app, asObjects, blocksWithIds, type Channel, type Message } from '../workspace.ts';
import { wireMessage } from '../wire.ts';

/** https://docs.slack.dev/reference/methods/chat.postMessage; blocks together: slackapi/bolt-js issue 2509. */
const longestText = 40_000;
const longestBlocksText = 13_200;
const largestMetadata = 8_000;

export const chat: Methods = {
  'chat.postMessage': {
    scopes: ['chat:write'],
    token: 'bot',
    perMinute: 60,
    limitKey: (args) => optionalArg(args, 'channel') ?? '',
    run(args, context) {
      const channel = channelToWrite(args, context);
      const message = newMessage(args, context, channel);
      context.workspace.messages.push(message);
      context.workspace.changed({ kind: 'message', channel: channel.id, ts: message.ts });
      return { channel: channel.id, ts: message.ts, message: wireMessage(message, context) };
    },
  },
  'chat.update': {
    scopes: ['chat:write'],
    token: 'bot',
    perMinute: 50,
    run(args, context) {
      const message = ownMessage(args, context, 'cant_update_message');
      const body = bodyOf(args);
      if (args['text'] !== undefined || args['blocks'] !== undefined) {
        message.earlier.push(message.blocks);
        message.blocks = body.blocks;
        message.text = body.text;
        message.edited = body.blocks.length === 0;
      }
      if (args['attachments'] !== undefined) message.attachments = body.attachments;
      if (body.metadata) message.metadata = body.metadata;
      context.workspace.changed({ kind: 'message', channel: message.channel, ts: message.ts });
      return {
        channel: message.channel,
        ts: message.ts,
        text: message.text,
        message: wireMessage(message, context),
      };
    },
  },
  'chat.delete': {
    scopes: ['chat:write'],
    token: 'bot',
    perMinute: 50,
    run(args, context) {
      const message = ownMessage(args, context, 'cant_delete_message');
      context.workspace.messages.splice(context.workspace.messages.indexOf(message), 1);
      context.workspace.changed({ kind: 'message_deleted', channel: message.channel, ts: message.ts });
      return { channel: message.channel, ts: message.ts };
    },
  },
  'chat.postEphemeral': {
    scopes: ['chat:write'],
    token: 'bot',
    perMinute: 100,
    run(args, context) {
      const channel = channelToWrite(args, context);
      const viewer = textArg(args, 'user');
      if (!channel.members.has(viewer)) throw new SlackError('user_not_in_channel');
      const message = { ...newMessage(args, context, channel), viewer };
      context.workspace.messages.push(message);
      context.workspace.changed({ kind: 'ephemeral', channel: channel.id, ts: message.ts, user: viewer });
      return { message_ts: message.ts };
    },
  },
  'chat.getPermalink': {
    scopes: [],
    token: 'bot',
    perMinute: 100,
    run(args, { workspace, origin }) {
      const channel = textArg(args, 'channel');
      const ts = textArg(args, 'message_ts');
      if (!workspace.channels.has(channel)) throw new SlackError('channel_not_found');
      if (!workspace.find(channel, ts)) throw new SlackError('message_not_found');
      return { channel, permalink: `${origin}/archives/${channel}/p${ts.replace('.', '')}` };
    },
  },
};

/** A channel by id, name or person (then the direct message), where the bot may write. @throws {SlackError} */
function channelToWrite(args: JsonObject, { workspace }: MethodContext): Channel {
  const wanted = textArg(args, 'channel').replace(/^#/, '');
  const channel = workspace.people.has(wanted)
    ? workspace.directMessage(wanted)
    : [...workspace.channels.values()].find(({ id, name }) => id === wanted || name === wanted);
  if (!channel || (channel.kind === 'private' && !channel.members.has(app.userId)))
    throw new SlackError('channel_not_found');
  if (channel.archived) throw new SlackError('is_archived');
  if (!channel.members.has(app.userId)) throw new SlackError('not_in_channel');
  return channel;
}

function newMessage(args: JsonObject, { workspace }: MethodContext, channel: Channel): Message {
  const threadTs = optionalArg(args, 'thread_ts');
  const body = bodyOf(args);
  if (threadTs !== undefined && !workspace.find(channel.id, threadTs))
    throw new SlackError('thread_not_found');
  return {
    ...body,
    ts: workspace.newTs(),
    channel: channel.id,
    user: app.userId,
    ...(threadTs !== undefined && { threadTs }),
    files: [],
    edited: false,
    earlier: [],
  };
}

function ownMessage(args: JsonObject, { workspace }: MethodContext, otherwise: string): Message {
  const channel = textArg(args, 'channel');
  if (!workspace.channels.has(channel)) throw new SlackError('channel_not_found');
  const message = workspace.find(channel, textArg(args, 'ts'));
  // Ephemeral messages are not kept by Slack: nothing can be done to them by ts.
  if (!message || message.viewer !== undefined) throw new SlackError('message_not_found');
  if (message.user !== app.userId) throw new SlackError(otherwise);
  if (workspace.channels.get(channel)?.archived === true) throw new SlackError('is_archived');
  return message;
}

/** Text, blocks, attachments and metadata as Slack would keep them. @throws {SlackError} */
export function bodyOf(
  args: JsonObject,
): Pick<Message, 'text' | 'blocks' | 'attachments'> & { metadata?: JsonObject } {
  const text = typeof args['text'] === 'string' ? args['text'].slice(0, longestText) : '';
  const blocks = args['blocks'] ?? [];
  if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format');
  const faults = blocks.length === 0 ? [] : faultsOf(blocks, 'message');
  if (faults.length > 0) {
    const lines = faults.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
    throw new SlackError('invalid_blocks', {
      errors: lines,
      response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) },
    });
  }
  if (textIn(blocks) > longestBlocksText) throw new SlackError('msg_blocks_too_long');
  const attachments = asObjects(args['attachments']);
  if (attachments.length > 100) throw new SlackError('too_many_attachments');
  if (text === '' && blocks.length === 0 && attachments.length === 0) throw new SlackError('no_text');
  const metadata = args['metadata'];
  if (metadata !== undefined) {
    if (
      !isJsonObject(metadata) ||
      typeof metadata['event_type'] !== 'string' ||
      !isJsonObject(metadata['event_payload'])
    ) {
      throw new SlackError('invalid_metadata_format');
    }
    if (JSON.stringify(metadata).length > largestMetadata) throw new SlackError('metadata_too_large');
  }
  return {
    text,
    blocks: blocksWithIds(blocks as readonly JsonObject[]),
    attachments,
    ...(isJsonObject(metadata) && { metadata }),
  };
}

function textIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [name, inner]) => {
    return typeof inner === 'object' || name === 'text' ? sum + textIn(inner) : sum;
  }, 0);
}

export function replaceWith(message: Message, args: JsonObject): void {
  const body = bodyOf(args);
  message.earlier.push(message.blocks);
  message.blocks = body.blocks;
  message.text = body.text;
}

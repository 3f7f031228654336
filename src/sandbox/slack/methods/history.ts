import type { JsonObject } from '../../../platform/index.ts';
import { app } from '../app.ts';
import { flagArg, optionalArg, textArg } from '../arguments.ts';
import type { Channel } from '../channel.ts';
import { wireMessage, type Message } from '../message.ts';
import type { MethodContext, Methods } from '../method.ts';
import { pageByCursor } from '../page-of.ts';
import { channelScopes } from '../scope.ts';
import { SlackError } from '../slack-error.ts';
import { seenChannel } from './conversations.ts';

const read = { token: 'bot' as const, scopes: channelScopes('history'), perMinute: 50 };

/** What was said, in a channel and in a thread. */
export const history: Methods = {
  'conversations.history': {
    ...read,
    run(args, context) {
      const channel = joinedChannel(args, context);
      const within = withinTimes(args);
      const said = stored(channel, context).filter(
        (message) => (message.threadTs === undefined || message.broadcast === true) && within(message),
      );
      return answer(said.reverse(), args, context);
    },
  },
  'conversations.replies': {
    ...read,
    run(args, context) {
      const ts = textArg(args, 'ts');
      const channel = joinedChannel(args, context);
      const found = stored(channel, context).find((message) => message.ts === ts);
      if (!found) throw new SlackError('thread_not_found');
      // Asked for a reply, Slack gives that reply alone.
      if (found.threadTs !== undefined) return answer([found], args, context);
      const replies = context.workspace.repliesTo(found).filter(withinTimes(args));
      return answer([found, ...replies], args, context);
    },
  },
};

function stored(channel: Channel, { workspace }: MethodContext): Message[] {
  return workspace.messages.filter(
    (message) => message.channel === channel.id && message.viewer === undefined,
  );
}

function withinTimes(args: JsonObject): (message: Message) => boolean {
  const oldest = Number(optionalArg(args, 'oldest') ?? 0);
  const latest = Number(optionalArg(args, 'latest') ?? Infinity);
  if (Number.isNaN(oldest)) throw new SlackError('invalid_ts_oldest');
  if (Number.isNaN(latest)) throw new SlackError('invalid_ts_latest');
  return flagArg(args, 'inclusive')
    ? ({ ts }) => Number(ts) >= oldest && Number(ts) <= latest
    : ({ ts }) => Number(ts) > oldest && Number(ts) < latest;
}

function answer(found: readonly Message[], args: JsonObject, context: MethodContext): JsonObject {
  const page = pageByCursor(found, args, 100);
  const withMetadata = flagArg(args, 'include_all_metadata');
  return {
    messages: page.items.map((message) => wireMessage(message, context.workspace, withMetadata)),
    has_more: page.next !== '',
    response_metadata: page.response_metadata,
  };
}

function joinedChannel(args: JsonObject, context: MethodContext): Channel {
  const channel = seenChannel(args, context, 'history');
  if (!channel.members.has(app.userId)) throw new SlackError('not_in_channel');
  return channel;
}

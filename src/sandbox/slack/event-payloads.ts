import type { JsonObject } from '../../platform/index.ts';
import { app } from './app.ts';
import { isShared, type Channel } from './channel.ts';
import { wireMessage, type Message } from './message.ts';
import { oldToken } from './payloads.ts';
import { shownView, type OpenView } from './view.ts';
import type { Happening, Workspace } from './workspace.ts';

/** One event for one subscription. */
export interface SlackEvent {
  /** As the manifest names it: `message.channels`. */
  readonly subscription: string;
  readonly event: JsonObject;
  /** Where it happened; the app must be in there. */
  readonly channel?: Channel;
}

const messageKinds = {
  public: { subscription: 'message.channels', channel_type: 'channel' },
  private: { subscription: 'message.groups', channel_type: 'group' },
  dm: { subscription: 'message.im', channel_type: 'im' },
} as const;

/** What Slack tells of something that happened. @param at the event's own time stamp */
export function eventsOf(happening: Happening, workspace: Workspace, at: string): readonly SlackEvent[] {
  switch (happening.kind) {
    case 'posted':
      return postedEvents(happening.message, workspace);
    case 'edited':
      return messageEvent(happening.message, workspace, {
        subtype: 'message_changed',
        hidden: true,
        message: wireMessage(happening.message, workspace),
        previous_message: happening.before,
        ts: at,
        event_ts: at,
      });
    case 'deleted':
      return messageEvent(happening.message, workspace, {
        subtype: 'message_deleted',
        hidden: true,
        deleted_ts: happening.message.ts,
        previous_message: happening.before,
        ts: at,
        event_ts: at,
      });
    case 'joined':
    case 'left':
      return [
        channelEvent(`member_${happening.kind}_channel`, happening.channel, {
          user: happening.user,
          channel_type: happening.channel.kind === 'private' ? 'G' : 'C',
          team: workspace.team.id,
          event_ts: at,
        }),
      ];
    case 'archived':
    case 'unarchived': {
      const what = happening.kind === 'archived' ? 'archive' : 'unarchive';
      const noun = happening.channel.kind === 'private' ? 'group' : 'channel';
      return [channelEvent(`${noun}_${what}`, happening.channel, { event_ts: at })];
    }
  }
}

function postedEvents(message: Message, workspace: Workspace): readonly SlackEvent[] {
  const channel = workspace.channels.get(message.channel);
  const shown = {
    ...wireMessage(message, workspace),
    ...(message.files.length > 0 && message.user !== app.userId && { subtype: 'file_share' }),
    event_ts: message.ts,
  };
  const posted = messageEvent(message, workspace, shown);
  const mentioned =
    message.user !== app.userId && channel?.kind !== 'dm' && message.text.includes(`<@${app.userId}`);
  if (!mentioned || !channel) return posted;
  return [
    ...posted,
    {
      subscription: 'app_mention',
      channel,
      event: { ...shown, type: 'app_mention', channel: channel.id },
    },
  ];
}

function messageEvent(message: Message, workspace: Workspace, more: JsonObject): readonly SlackEvent[] {
  const channel = workspace.channels.get(message.channel);
  if (!channel) return [];
  const { subscription, channel_type } = messageKinds[channel.kind];
  return [{ subscription, channel, event: { type: 'message', ...more, channel: channel.id, channel_type } }];
}

function channelEvent(type: string, channel: Channel, more: JsonObject): SlackEvent {
  return { subscription: type, channel, event: { type, channel: channel.id, ...more } };
}

export function homeOpenedEvent(
  workspace: Workspace,
  from: { user: string; view: OpenView | undefined; at: string },
): SlackEvent {
  return {
    subscription: 'app_home_opened',
    event: {
      type: 'app_home_opened',
      user: from.user,
      channel: workspace.directMessage(from.user).id,
      tab: 'home',
      event_ts: from.at,
      ...(from.view && { view: shownView(from.view, workspace.team.id) }),
    },
  };
}

/** The outer part of an event. https://docs.slack.dev/apis/events-api */
export function eventPayload(
  workspace: Workspace,
  { event, channel }: SlackEvent,
  eventId: string,
  /** Seconds since the epoch. */
  eventTime: number,
): JsonObject {
  return {
    token: oldToken,
    team_id: workspace.team.id,
    context_team_id: workspace.team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: eventTime,
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.team.id,
        user_id: app.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: channel !== undefined && isShared(channel, workspace.people, workspace.team.id),
    event_context: `4-${eventId}`,
  };
}

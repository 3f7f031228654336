import type { JsonObject } from '../../platform/index.ts';
import { app, shownView, type Channel, type Message, type OpenView, type Workspace } from './workspace.ts';
import { wireMessage } from './wire.ts';

/** Not a secret: Slack's old verification token, which nothing should look at. */
const oldToken = 'sandbox';

function person(workspace: Workspace, id: string): JsonObject {
  const known = workspace.people.get(id);
  const name = known?.role ?? id;
  return { id, username: name, name, team_id: known?.team ?? workspace.team.id };
}

function envelope(workspace: Workspace, user: string): JsonObject {
  return {
    user: person(workspace, user),
    api_app_id: app.id,
    token: oldToken,
    team: { id: workspace.team.id, domain: workspace.team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

export function commandPayload(
  workspace: Workspace,
  from: {
    user: string;
    channel: Channel;
    command: string;
    text: string;
    responseUrl: string;
    triggerId: string;
  },
): JsonObject {
  return {
    token: oldToken,
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: from.channel.id,
    channel_name: from.channel.kind === 'dm' ? 'directmessage' : from.channel.name,
    user_id: from.user,
    user_name: workspace.people.get(from.user)?.role ?? from.user,
    command: from.command,
    text: from.text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: from.responseUrl,
    trigger_id: from.triggerId,
  };
}

export function messageActionsPayload(
  workspace: Workspace,
  from: {
    user: string;
    message: Message;
    channel: Channel;
    action: JsonObject;
    responseUrl: string;
    triggerId: string;
  },
): JsonObject {
  const { message, channel } = from;
  return {
    type: 'block_actions',
    ...envelope(workspace, from.user),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: message.viewer !== undefined,
      ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    },
    trigger_id: from.triggerId,
    channel: { id: channel.id, name: channel.kind === 'dm' ? 'directmessage' : channel.name },
    message: wireMessage(message, { workspace }),
    state: { values: {} },
    response_url: from.responseUrl,
    actions: [from.action],
  };
}

export function viewActionsPayload(
  workspace: Workspace,
  from: { user: string; view: OpenView; action: JsonObject; triggerId: string },
): JsonObject {
  return {
    type: 'block_actions',
    ...envelope(workspace, from.user),
    container: { type: 'view', view_id: from.view.id },
    trigger_id: from.triggerId,
    view: shownView(from.view, workspace.team.id),
    actions: [from.action],
  };
}

export function viewPayload(
  workspace: Workspace,
  kind: 'view_submission' | 'view_closed',
  from: { user: string; view: OpenView; triggerId: string },
): JsonObject {
  return {
    type: kind,
    ...envelope(workspace, from.user),
    ...(kind === 'view_submission'
      ? { trigger_id: from.triggerId, response_urls: [] }
      : { is_cleared: false }),
    view: shownView(from.view, workspace.team.id),
  };
}

export function shortcutPayload(
  workspace: Workspace,
  from: { user: string; callbackId: string; triggerId: string; at: string },
): JsonObject {
  return {
    type: 'shortcut',
    ...envelope(workspace, from.user),
    callback_id: from.callbackId,
    trigger_id: from.triggerId,
    action_ts: from.at,
  };
}

export function suggestionPayload(
  workspace: Workspace,
  from: {
    user: string;
    placed: { blockId: string; element: JsonObject };
    value: string;
    container: JsonObject;
  },
): JsonObject {
  return {
    type: 'block_suggestion',
    ...envelope(workspace, from.user),
    block_id: from.placed.blockId,
    action_id: from.placed.element['action_id'] ?? '',
    value: from.value,
    ...from.container,
  };
}

export function homeOpenedPayload(
  workspace: Workspace,
  from: { user: string; view?: OpenView; at: string; eventId: string },
): JsonObject {
  return {
    token: oldToken,
    team_id: workspace.team.id,
    api_app_id: app.id,
    type: 'event_callback',
    event_id: from.eventId,
    event_time: Math.floor(Number(from.at)),
    authorizations: [
      { team_id: workspace.team.id, user_id: app.userId, is_bot: true, is_enterprise_install: false },
    ],
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

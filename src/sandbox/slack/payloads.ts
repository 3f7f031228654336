import type { JsonObject } from '../../platform/index.ts';
import { app } from './app.ts';
import type { Channel } from './channel.ts';
import type { Placed } from './inputs/elements.ts';
import type { StateValues } from './inputs/state-values.ts';
import { wireMessage, type Message } from './message.ts';
import { sentView, type OpenView } from './view.ts';
import type { Workspace } from './workspace.ts';

/** Not a secret: Slack's old verification token, which nothing should look at. */
export const oldToken = 'sandbox';

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

/** Slack names direct messages and private channels no further. */
function nameOf(channel: Channel): string {
  return channel.kind === 'dm' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name;
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
    channel_name: nameOf(from.channel),
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

/** Where in a message something stands. */
function messageContainer(message: Message, attachmentId?: number): JsonObject {
  return {
    type: attachmentId === undefined ? 'message' : 'message_attachment',
    message_ts: message.ts,
    channel_id: message.channel,
    is_ephemeral: message.viewer !== undefined,
    ...(attachmentId !== undefined && { attachment_id: attachmentId, is_app_unfurl: false }),
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
  };
}

export function messageActionsPayload(
  workspace: Workspace,
  from: {
    user: string;
    message: Message;
    channel: Channel;
    placed: Placed;
    action: JsonObject;
    state: StateValues;
    responseUrl: string;
    triggerId: string;
  },
): JsonObject {
  return {
    type: 'block_actions',
    ...envelope(workspace, from.user),
    container: messageContainer(from.message, from.placed.attachmentId),
    trigger_id: from.triggerId,
    channel: { id: from.channel.id, name: nameOf(from.channel) },
    message: wireMessage(from.message, workspace),
    state: { values: from.state },
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
    view: sentView(from.view, workspace.team.id),
    actions: [from.action],
  };
}

export function submissionPayload(
  workspace: Workspace,
  from: { user: string; view: OpenView; triggerId: string },
): JsonObject {
  return {
    type: 'view_submission',
    ...envelope(workspace, from.user),
    trigger_id: from.triggerId,
    view: sentView(from.view, workspace.team.id),
    response_urls: [],
  };
}

/** @param from.isCleared the whole stack went, not this view alone */
export function closedPayload(
  workspace: Workspace,
  from: { user: string; view: OpenView; isCleared: boolean },
): JsonObject {
  return {
    type: 'view_closed',
    ...envelope(workspace, from.user),
    view: sentView(from.view, workspace.team.id),
    is_cleared: from.isCleared,
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

export function messageShortcutPayload(
  workspace: Workspace,
  from: {
    user: string;
    callbackId: string;
    triggerId: string;
    at: string;
    channel: Channel;
    message: Message;
    responseUrl: string;
  },
): JsonObject {
  return {
    ...shortcutPayload(workspace, from),
    type: 'message_action',
    channel: { id: from.channel.id, name: nameOf(from.channel) },
    message_ts: from.message.ts,
    message: wireMessage(from.message, workspace),
    response_url: from.responseUrl,
  };
}

export function suggestionPayload(
  workspace: Workspace,
  from: {
    user: string;
    placed: Placed;
    value: string;
    at: OpenView | { readonly channel: Channel; readonly message: Message };
  },
): JsonObject {
  const where =
    'message' in from.at
      ? {
          container: messageContainer(from.at.message, from.placed.attachmentId),
          channel: { id: from.at.channel.id, name: nameOf(from.at.channel) },
          message: wireMessage(from.at.message, workspace),
        }
      : {
          container: { type: 'view', view_id: from.at.id },
          view: sentView(from.at, workspace.team.id),
        };
  return {
    type: 'block_suggestion',
    ...envelope(workspace, from.user),
    block_id: from.placed.blockId,
    action_id: from.placed.element['action_id'] ?? '',
    value: from.value,
    ...where,
  };
}

import type { JsonObject } from '../../../platform/index.ts';
import { app } from '../app.ts';
import type { Channel } from '../channel.ts';
import type { Message } from '../message.ts';
import { stackOf } from '../modal-stack.ts';
import { SlackError } from '../slack-error.ts';
import type { OpenView } from '../view.ts';
import { directMessageId, type Workspace } from '../workspace.ts';
import { text } from './body.ts';

/** Who does something. @throws {SlackError} */
export function personIn(body: JsonObject, workspace: Workspace): string {
  const user = text(body, 'user');
  if (workspace.people.has(user)) return user;
  throw new SlackError('user_not_found', {
    message: `There is nobody with the id ${user}; GET /sandbox/people lists them.`,
  });
}

/** Who types: neither a bot nor somebody who left. Their old clients may still press buttons. @throws {SlackError} */
export function typistIn(body: JsonObject, workspace: Workspace): string {
  const user = personIn(body, workspace);
  const person = workspace.people.get(user);
  if (person?.deactivated) throw new SlackError('account_inactive', { message: `${user} is deactivated.` });
  if (person?.bot) throw new SlackError('not_a_person', { message: `${user} is a bot: it types nothing.` });
  return user;
}

/** Where: by id or name; the app's own id, or the direct message's, means the direct message with the app. @throws {SlackError} */
export function channelIn(body: JsonObject, workspace: Workspace, user: string): Channel {
  const wanted = text(body, 'channel');
  const channel =
    wanted === app.userId || wanted === directMessageId(user)
      ? workspace.directMessage(user)
      : workspace.channelNamed(wanted);
  if (!channel)
    throw new SlackError('channel_not_found', {
      message: `There is no channel ${wanted}; GET /sandbox/channels lists them.`,
    });
  if (!channel.members.has(user) && body['forged'] !== true) throw new SlackError('not_in_channel');
  return channel;
}

/** A channel that somebody can still write in. @throws {SlackError} */
export function openChannelIn(body: JsonObject, workspace: Workspace, user: string): Channel {
  const channel = channelIn(body, workspace, user);
  if (channel.archived) throw new SlackError('is_archived');
  return channel;
}

/** A message that this person can see. @throws {SlackError} */
export function messageIn(body: JsonObject, workspace: Workspace, channel: Channel, user: string): Message {
  const message = workspace.find(channel.id, text(body, 'ts'));
  if (message && message.tombstone !== true && (message.viewer ?? user) === user) return message;
  throw new SlackError('message_not_found');
}

/** The modal on top of the person's stack; what lies under it cannot be reached. @throws {SlackError} */
export function topView(body: JsonObject, workspace: Workspace, user: string): OpenView {
  const id = text(body, 'view_id');
  const stack = stackOf(workspace, user);
  const view = stack.find((open) => open.id === id);
  if (!view)
    throw new SlackError('view_not_found', {
      message: `${user} has no open modal ${id}; GET /sandbox/views?user=${user} shows the top one.`,
    });
  if (view !== stack.at(-1))
    throw new SlackError('view_not_on_top', { message: `Another modal of ${user} covers ${id}.` });
  return view;
}

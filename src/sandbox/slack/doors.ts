import { isJsonObject, newUuid, type JsonObject } from '../../platform/index.ts';
import { optional, text } from './body.ts';
import { elementsIn } from './elements.ts';
import { actionOf, pressed } from './pressed.ts';
import { afterSubmit, setStack, stateIn } from './modal.ts';
import { wireFile } from './methods/files.ts';
import {
  commandPayload,
  homeOpenedPayload,
  messageActionsPayload,
  shortcutPayload,
  suggestionPayload,
  viewActionsPayload,
  viewPayload,
} from './payloads.ts';
import { respond, type ResponseUrls } from './response-urls.ts';
import { SlackError } from './slack-error.ts';
import type { Delivery, SocketMode } from './socket-mode.ts';
import type { Triggers } from './triggers.ts';
import { asObjects, type Channel, type Message, type OpenView, type Workspace } from './workspace.ts';

export interface DoorNeeds {
  readonly workspace: Workspace;
  readonly socket: SocketMode;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly origin: string;
  /** Slash commands of the manifest, with their slash. */
  readonly commands: readonly string[];
}

export type Door = (body: JsonObject, needs: DoorNeeds) => Promise<JsonObject>;

/** What a person does in Slack; the bodies and answers are the contract. */
export const doors: Readonly<Record<string, Door>> = {
  async command(body, needs) {
    const { workspace, origin } = needs;
    const user = personIn(body, workspace);
    const channel = channelIn(body, workspace, user);
    const typed = text(body, 'command');
    const command = typed.startsWith('/') ? typed : `/${typed}`;
    if (!needs.commands.includes(command))
      throw new SlackError('unknown_command', { message: `${command} is not a valid command.` });
    const from = { user, channel: channel.id };
    const delivery = await needs.socket.deliver(
      'slash_commands',
      commandPayload(workspace, {
        user,
        channel,
        command,
        text: optional(body, 'text') ?? '',
        responseUrl: needs.responseUrls.make(origin, from),
        triggerId: needs.triggers.make(user),
      }),
    );
    const answered = acked(delivery);
    const said = answered.payload['text'] !== undefined || answered.payload['blocks'] !== undefined;
    if (said) respond(workspace, from, answered.payload);
    return { acked_ms: answered.ackedMs, response: said ? answered.payload : null };
  },

  async click(body, needs) {
    const { workspace } = needs;
    const user = personIn(body, workspace);
    const viewId = optional(body, 'view_id');
    if (viewId !== undefined) return clickInView(viewId, user, body, needs);
    const channel = channelIn(body, workspace, user);
    const message = workspace.find(channel.id, text(body, 'ts'));
    if (!message || (message.viewer !== undefined && message.viewer !== user))
      throw new SlackError('message_not_found');
    const placed = pressed(body, [message.blocks, ...message.earlier].flatMap(elementsIn));
    if (isJsonObject(placed.element['confirm']) && body['confirm'] === false)
      return { acked_ms: 0, confirmed: false };
    const delivery = await needs.socket.deliver(
      'interactive',
      messageActionsPayload(workspace, {
        user,
        message,
        channel,
        action: actionOf(placed, body, workspace),
        responseUrl: needs.responseUrls.make(needs.origin, { user, channel: channel.id, ts: message.ts }),
        triggerId: needs.triggers.make(user),
      }),
    );
    return { acked_ms: acked(delivery).ackedMs };
  },

  async submit(body, needs) {
    const { workspace } = needs;
    const user = personIn(body, workspace);
    const view = viewIn(body, workspace, user);
    const given = isJsonObject(body['values']) ? body['values'] : {};
    const { values, missing } = stateIn(view, given);
    if (Object.keys(missing).length > 0) return { ok: false, errors: missing };
    view.body = { ...view.body, state: { values } };
    const delivery = await needs.socket.deliver(
      'interactive',
      viewPayload(workspace, 'view_submission', { user, view, triggerId: needs.triggers.make(user) }),
    );
    const { payload } = acked(delivery);
    if (payload['response_action'] === 'errors') return { ok: false, errors: payload['errors'] ?? {} };
    afterSubmit(workspace, user, view, payload);
    return {};
  },

  async close(body, needs) {
    const { workspace } = needs;
    const user = personIn(body, workspace);
    const view = viewIn(body, workspace, user);
    setStack(
      workspace,
      user,
      (workspace.modals.get(user) ?? []).filter((open) => open !== view),
    );
    if (view.body['notify_on_close'] === true) {
      await needs.socket.deliver(
        'interactive',
        viewPayload(workspace, 'view_closed', { user, view, triggerId: '' }),
      );
    }
    return {};
  },

  say(body, { workspace, origin }) {
    const user = personIn(body, workspace);
    const channel = channelIn(body, workspace, user);
    const threadTs = optional(body, 'thread_ts');
    const files = asObjects(body['files']).map((file) => {
      const id = `F${newUuid().slice(0, 8).toUpperCase()}`;
      const name = text(file, 'name');
      workspace.files.set(id, { name, title: name, content: Buffer.from(optional(file, 'content') ?? '') });
      return wireFile(id, name, name, origin);
    });
    const message: Message = {
      ts: workspace.newTs(),
      channel: channel.id,
      user,
      ...(threadTs !== undefined && { threadTs }),
      text: typed(text(body, 'text')),
      blocks: [],
      attachments: [],
      files,
      edited: false,
      earlier: [],
    };
    workspace.messages.push(message);
    workspace.changed({ kind: 'message', channel: channel.id, ts: message.ts });
    return Promise.resolve({ ts: message.ts });
  },

  async home(body, needs) {
    const { workspace } = needs;
    const user = personIn(body, workspace);
    const view = workspace.homes.get(user);
    const delivery = await needs.socket.deliver(
      'events_api',
      homeOpenedPayload(workspace, {
        user,
        ...(view && { view }),
        at: workspace.newTs(),
        eventId: `Ev${newUuid()}`,
      }),
    );
    return { acked_ms: acked(delivery).ackedMs };
  },

  async shortcut(body, needs) {
    const { workspace } = needs;
    const user = personIn(body, workspace);
    const delivery = await needs.socket.deliver(
      'interactive',
      shortcutPayload(workspace, {
        user,
        callbackId: text(body, 'callback_id'),
        triggerId: needs.triggers.make(user),
        at: workspace.newTs(),
      }),
    );
    return { acked_ms: acked(delivery).ackedMs };
  },

  async options(body, needs) {
    const { workspace } = needs;
    const user = personIn(body, workspace);
    const viewId = optional(body, 'view_id');
    const view = viewId === undefined ? undefined : viewIn(body, workspace, user);
    const message = view ? undefined : workspace.find(text(body, 'channel'), text(body, 'ts'));
    const placed = pressed(body, elementsIn(view ? asObjects(view.body['blocks']) : (message?.blocks ?? [])));
    const container: JsonObject = view
      ? { container: { type: 'view', view_id: view.id } }
      : { container: { type: 'message', message_ts: message?.ts ?? '' } };
    const delivery = await needs.socket.deliver(
      'interactive',
      suggestionPayload(workspace, { user, placed, value: optional(body, 'value') ?? '', container }),
    );
    return { ...acked(delivery).payload };
  },
};

async function clickInView(
  viewId: string,
  user: string,
  body: JsonObject,
  needs: DoorNeeds,
): Promise<JsonObject> {
  const { workspace } = needs;
  const home = workspace.homes.get(user);
  const view = home?.id === viewId ? home : viewIn(body, workspace, user);
  const placed = pressed(body, elementsIn(asObjects(view.body['blocks'])));
  const delivery = await needs.socket.deliver(
    'interactive',
    viewActionsPayload(workspace, {
      user,
      view,
      action: actionOf(placed, body, workspace),
      triggerId: needs.triggers.make(user),
    }),
  );
  return { acked_ms: acked(delivery).ackedMs };
}

/** Slack escapes what people type; mentions and links keep their angle brackets. */
function typed(written: string): string {
  return written
    .split(/(<(?:[@#!]|https?:|mailto:)[^<>]*>)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    )
    .join('');
}

function acked(delivery: Delivery): Extract<Delivery, { kind: 'acked' }> {
  if (delivery.kind === 'acked') return delivery;
  throw new SlackError('operation_timed_out');
}

function personIn(body: JsonObject, workspace: Workspace): string {
  const user = text(body, 'user');
  if (!workspace.people.has(user))
    throw new SlackError('user_not_found', {
      message: `There is nobody with the id ${user}; GET /sandbox/people lists them.`,
    });
  return user;
}

function channelIn(body: JsonObject, workspace: Workspace, user: string): Channel {
  const wanted = text(body, 'channel').replace(/^#/, '');
  const channel = [...workspace.channels.values()].find(({ id, name }) => id === wanted || name === wanted);
  if (!channel)
    throw new SlackError('channel_not_found', {
      message: `There is no channel ${wanted}; GET /sandbox/channels lists them.`,
    });
  if (!channel.members.has(user) && body['forged'] !== true) throw new SlackError('not_in_channel');
  return channel;
}

function viewIn(body: JsonObject, workspace: Workspace, user: string): OpenView {
  const id = text(body, 'view_id');
  const view = workspace.modals.get(user)?.find((open) => open.id === id);
  if (!view)
    throw new SlackError('view_not_found', {
      message: `${user} has no open modal ${id}; GET /sandbox/views?user=${user} shows the top one.`,
    });
  return view;
}

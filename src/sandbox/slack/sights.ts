import type { JsonObject, JsonValue } from '../../platform/index.ts';
import { text } from './body.ts';
import { SlackError } from './slack-error.ts';
import { emailOf } from './wire.ts';
import { asObjects, shownView, type Workspace } from './workspace.ts';

/** What a person sees in Slack: the reading doors. */
export const sights: Readonly<Record<string, (query: URLSearchParams, workspace: Workspace) => JsonValue>> = {
  people: (_query, workspace) =>
    [...workspace.people.values()].map((person) => ({
      id: person.id,
      name: person.role,
      email: emailOf(person),
      role: person.role,
      groups: [...workspace.groups.values()]
        .filter((group) => group.members.includes(person.id))
        .map((group) => group.handle),
    })),
  channels: (_query, workspace) =>
    [...workspace.channels.values()].map(({ id, name, kind, members, archived, shared }) => ({
      id,
      name,
      kind,
      members: [...members],
      ...(archived && { archived }),
      ...(shared && { shared }),
    })),
  messages(query, workspace) {
    const wanted = (query.get('channel') ?? '').replace(/^#/, '');
    const channel = [...workspace.channels.values()].find(({ id, name }) => id === wanted || name === wanted);
    if (!channel)
      throw new SlackError('channel_not_found', {
        message: `There is no channel "${wanted}"; GET /sandbox/channels lists them.`,
      });
    const thread = query.get('thread_ts');
    const viewer = query.get('viewer');
    const seen = workspace.messages
      .filter((message) => message.channel === channel.id)
      .filter((message) => thread === null || message.ts === thread || message.threadTs === thread)
      .filter((message) => message.viewer === undefined || message.viewer === viewer);
    return {
      messages: seen.map((message): JsonObject => ({
        ts: message.ts,
        ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
        user: message.user,
        text: message.text,
        blocks: message.blocks,
        attachments: message.attachments,
        files: message.files,
        ...(message.metadata && { metadata: message.metadata }),
        edited: message.edited,
        ...(message.viewer !== undefined && { ephemeral: message.viewer }),
      })),
    };
  },
  views(query, workspace) {
    const user = query.get('user') ?? '';
    if (!workspace.people.has(user)) throw new SlackError('user_not_found');
    const modal = workspace.modals.get(user)?.at(-1);
    const home = workspace.homes.get(user);
    return {
      modal: modal ? shownView(modal, workspace.team.id) : null,
      home: home ? shownView(home, workspace.team.id) : null,
    };
  },
};

/** `POST /sandbox/change`: people leave, groups change, channels are archived, messages deleted. */
export function changeWorld(body: JsonObject, workspace: Workspace): void {
  for (const change of asObjects(body['people'])) {
    const person = workspace.people.get(text(change, 'id'));
    if (!person) throw new SlackError('user_not_found');
    if (typeof change['deactivated'] === 'boolean') person.deactivated = change['deactivated'];
    if (typeof change['guest'] === 'boolean') person.guest = change['guest'];
    workspace.changed({ kind: 'people', user: person.id });
  }
  for (const change of asObjects(body['groups'])) {
    const group = [...workspace.groups.values()].find(({ handle }) => handle === change['handle']);
    if (!group) throw new SlackError('no_such_subteam');
    group.members = texts(change['members']);
    workspace.changed({ kind: 'people' });
  }
  for (const change of asObjects(body['channels'])) {
    const channel = workspace.channels.get(text(change, 'id'));
    if (!channel) throw new SlackError('channel_not_found');
    if (typeof change['archived'] === 'boolean') channel.archived = change['archived'];
    if (typeof change['shared'] === 'boolean') channel.shared = change['shared'];
    if (Array.isArray(change['members'])) {
      channel.members.clear();
      for (const member of texts(change['members'])) channel.members.add(member);
    }
    workspace.changed({ kind: 'channel', channel: channel.id });
  }
  const gone = body['delete_message'];
  if (typeof gone === 'object' && gone !== null && !Array.isArray(gone)) {
    const place = gone as JsonObject;
    const message = workspace.find(text(place, 'channel'), text(place, 'ts'));
    if (!message) throw new SlackError('message_not_found');
    workspace.messages.splice(workspace.messages.indexOf(message), 1);
    workspace.changed({ kind: 'message_deleted', channel: message.channel, ts: message.ts });
  }
}

function texts(value: JsonValue | undefined): string[] {
  return Array.isArray(value)
    ? (value as readonly JsonValue[]).filter((item) => typeof item === 'string')
    : [];
}

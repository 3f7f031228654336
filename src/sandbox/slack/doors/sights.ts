import type { JsonObject, JsonValue } from '../../../platform/index.ts';
import { activeMembers, isShared } from '../channel.ts';
import { emailOf } from '../person.ts';
import { SlackError } from '../slack-error.ts';
import { shownView } from '../view.ts';
import type { Workspace } from '../workspace.ts';

type Sight = (query: URLSearchParams, workspace: Workspace) => JsonValue;

/** What a person sees in Slack: the reading doors. */
export const sights: Readonly<Record<string, Sight>> = {
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
  channels: (_query, { channels, people, team }) =>
    [...channels.values()].map((channel) => ({
      id: channel.id,
      name: channel.name,
      kind: channel.kind,
      members: activeMembers(channel.members, people),
      ...(channel.archived && { archived: true }),
      ...(isShared(channel, people, team.id) && { shared: true }),
    })),
  messages(query, workspace) {
    const wanted = query.get('channel') ?? '';
    const channel = workspace.channelNamed(wanted);
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
        ...(message.broadcast === true && { broadcast: true }),
        ...(message.tombstone && { tombstone: true }),
        user: message.user,
        text: message.text,
        blocks: message.blocks,
        attachments: message.attachments,
        files: message.files,
        ...(message.metadata && { metadata: message.metadata }),
        edited: message.editedTs !== undefined,
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

import type { Clock, JsonObject } from '../../platform/index.ts';
import { app } from './app.ts';
import type { Channel } from './channel.ts';
import type { StoredFile } from './file.ts';
import type { Message } from './message.ts';
import type { Group, Person } from './person.ts';
import type { OpenView } from './view.ts';

export interface Seeds {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly people: readonly {
    id: string;
    role: string;
    team?: string;
    guest?: boolean;
    deactivated?: boolean;
    bot?: boolean;
  }[];
  readonly groups: readonly { id: string; handle: string; members: readonly string[] }[];
  readonly channels: readonly { id: string; name: string; bot: boolean }[];
}

/** What changed, for the page. */
export interface Change {
  readonly kind:
    'message' | 'message_deleted' | 'view' | 'home' | 'ephemeral' | 'channel' | 'people' | 'file' | 'bot';
  readonly channel?: string;
  readonly ts?: string;
  readonly user?: string;
}

/** What happened, for the app's event subscriptions. */
export type Happening =
  | { readonly kind: 'posted'; readonly message: Message }
  | { readonly kind: 'edited'; readonly message: Message; readonly before: JsonObject }
  | { readonly kind: 'deleted'; readonly message: Message; readonly before: JsonObject }
  | { readonly kind: 'joined' | 'left'; readonly channel: Channel; readonly user: string }
  | { readonly kind: 'archived' | 'unarchived'; readonly channel: Channel };

export interface Workspace {
  readonly team: Seeds['team'];
  readonly people: Map<string, Person>;
  readonly groups: Map<string, Group>;
  readonly channels: Map<string, Channel>;
  readonly messages: Message[];
  /** Stack of modals by person, last on top. */
  readonly modals: Map<string, OpenView[]>;
  readonly homes: Map<string, OpenView>;
  readonly files: Map<string, StoredFile>;
  /** Options that the app offered last, by action_id. */
  readonly offered: Map<string, readonly JsonObject[]>;
  /** Unique and growing, like Slack's. */
  newTs(): string;
  find(channel: string, ts: string): Message | undefined;
  repliesTo(message: Message): readonly Message[];
  /** By id or by name, with or without `#`. */
  channelNamed(idOrName: string): Channel | undefined;
  directMessage(user: string): Channel;
  /** Adds a message, and tells. */
  post(message: Message): void;
  /** Takes a message away; one with replies leaves a tombstone. */
  remove(message: Message, before: JsonObject): void;
  changed(change: Change): void;
  happened(happening: Happening): void;
}

interface Listeners {
  changed(change: Change): void;
  happened(happening: Happening, workspace: Workspace): void;
}

export function createWorkspace(seeds: Seeds, clock: Clock, listeners: Listeners): Workspace {
  const active = seeds.people.filter((person) => person.deactivated !== true).map((person) => person.id);
  const messages: Message[] = [];
  const channels = new Map<string, Channel>(
    seeds.channels.map(({ id, name, bot }) => [
      id,
      {
        id,
        name,
        kind: 'public',
        members: new Set([...active, ...(bot ? [app.userId] : [])]),
        archived: false,
        shared: false,
      },
    ]),
  );
  let lastMicros = 0;
  const workspace: Workspace = {
    team: seeds.team,
    people: new Map(seeds.people.map((person) => [person.id, personOf(person, seeds.team.id)])),
    groups: new Map(seeds.groups.map((group) => [group.id, { ...group, members: [...group.members] }])),
    channels,
    messages,
    modals: new Map(),
    homes: new Map(),
    files: new Map(),
    offered: new Map(),
    newTs() {
      lastMicros = Math.max(clock.now() * 1000, lastMicros + 1);
      const micros = String(lastMicros);
      return `${micros.slice(0, -6)}.${micros.slice(-6)}`;
    },
    find: (channel, ts) => messages.find((message) => message.channel === channel && message.ts === ts),
    repliesTo: ({ channel, ts }) =>
      messages.filter(
        (reply) => reply.threadTs === ts && reply.channel === channel && reply.viewer === undefined,
      ),
    channelNamed(idOrName) {
      const wanted = idOrName.replace(/^#/, '');
      return (
        channels.get(wanted) ??
        [...channels.values()].find(({ kind, name }) => kind !== 'dm' && name === wanted)
      );
    },
    directMessage(user) {
      const id = directMessageId(user);
      const channel = channels.get(id) ?? {
        id,
        name: user,
        kind: 'dm' as const,
        members: new Set([user, app.userId]),
        archived: false,
        shared: false,
      };
      if (!channels.has(id)) {
        channels.set(id, channel);
        listeners.changed({ kind: 'channel', channel: id });
      }
      return channel;
    },
    post(message) {
      messages.push(message);
      const { channel, ts, viewer } = message;
      if (viewer !== undefined) listeners.changed({ kind: 'ephemeral', channel, ts, user: viewer });
      else {
        listeners.changed({ kind: message.files.length > 0 ? 'file' : 'message', channel, ts });
        listeners.happened({ kind: 'posted', message }, workspace);
      }
    },
    remove(message, before) {
      const { channel, ts } = message;
      if (workspace.repliesTo(message).length > 0) entomb(message);
      else messages.splice(messages.indexOf(message), 1);
      listeners.changed({ kind: 'message_deleted', channel, ts });
      if (message.viewer === undefined) listeners.happened({ kind: 'deleted', message, before }, workspace);
    },
    changed: (change) => {
      listeners.changed(change);
    },
    happened: (happening) => {
      listeners.happened(happening, workspace);
    },
  };
  return workspace;
}

/** Direct messages with the app have the person's id in theirs. */
export function directMessageId(user: string): string {
  return `D${user.slice(1)}`;
}

function personOf(seed: Seeds['people'][number], team: string): Person {
  return {
    id: seed.id,
    role: seed.role,
    team: seed.team ?? team,
    bot: seed.bot ?? false,
    guest: seed.guest ?? false,
    deactivated: seed.deactivated ?? false,
  };
}

/** What Slack shows in the place of a deleted message that has replies. */
function entomb(message: Message): void {
  message.tombstone = true;
  message.user = 'USLACKBOT';
  message.text = 'This message was deleted.';
  message.blocks = [];
  message.attachments = [];
  message.files = [];
  delete message.metadata;
  delete message.editedTs;
  message.earlier.length = 0;
  message.reactions.clear();
}

import type { Clock, JsonObject, JsonValue } from '../../platform/index.ts';
import { newUuid } from '../../platform/index.ts';

export interface Person {
  readonly id: string;
  readonly role: string;
  readonly team: string;
  readonly bot: boolean;
  guest: boolean;
  deactivated: boolean;
}

export interface Group {
  readonly id: string;
  readonly handle: string;
  members: string[];
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'dm';
  readonly members: Set<string>;
  archived: boolean;
  shared: boolean;
}

export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly threadTs?: string;
  /** The only person who sees it. */
  readonly viewer?: string;
  text: string;
  blocks: readonly JsonObject[];
  attachments: readonly JsonObject[];
  files: readonly JsonObject[];
  metadata?: JsonObject;
  edited: boolean;
  /** Blocks of earlier versions: a client that has not refreshed still shows their buttons. */
  readonly earlier: (readonly JsonObject[])[];
}

/** A modal or an App Home, as Slack keeps it. */
export interface OpenView {
  readonly id: string;
  readonly user: string;
  readonly rootId: string;
  readonly previousId: string | null;
  hash: string;
  body: JsonObject;
}

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

/** The app under test. */
export const app = { id: 'A0SIGNALBOX', botId: 'B0SIGNALBOX', userId: 'U0SIGNALBOX' };

/** What changed, for the page. */
export interface Change {
  readonly kind:
    'message' | 'message_deleted' | 'view' | 'home' | 'ephemeral' | 'channel' | 'people' | 'file' | 'bot';
  readonly channel?: string;
  readonly ts?: string;
  readonly user?: string;
}

export interface Workspace {
  readonly team: Seeds['team'];
  readonly people: Map<string, Person>;
  readonly groups: Map<string, Group>;
  readonly channels: Map<string, Channel>;
  readonly messages: Message[];
  /** Stack of modals by person, last on top. */
  readonly modals: Map<string, OpenView[]>;
  readonly homes: Map<string, OpenView>;
  readonly files: Map<string, { name: string; content: Buffer; title: string }>;
  /** Unique and growing, like Slack's. */
  newTs(): string;
  find(channel: string, ts: string): Message | undefined;
  directMessage(user: string): Channel;
  changed(change: Change): void;
}

export function createWorkspace(seeds: Seeds, clock: Clock, changed: (change: Change) => void): Workspace {
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
  return {
    team: seeds.team,
    people: new Map(
      seeds.people.map((person) => [
        person.id,
        {
          id: person.id,
          role: person.role,
          team: person.team ?? seeds.team.id,
          bot: person.bot ?? false,
          guest: person.guest ?? false,
          deactivated: person.deactivated ?? false,
        },
      ]),
    ),
    groups: new Map(seeds.groups.map((group) => [group.id, { ...group, members: [...group.members] }])),
    channels,
    messages,
    modals: new Map(),
    homes: new Map(),
    files: new Map(),
    newTs() {
      lastMicros = Math.max(clock.now() * 1000, lastMicros + 1);
      const micros = String(lastMicros);
      return `${micros.slice(0, -6)}.${micros.slice(-6)}`;
    },
    find: (channel, ts) => messages.find((message) => message.channel === channel && message.ts === ts),
    directMessage(user) {
      const id = `D${user.slice(1)}`;
      const channel = channels.get(id) ?? {
        id,
        name: user,
        kind: 'dm' as const,
        members: new Set([user, app.userId]),
        archived: false,
        shared: false,
      };
      channels.set(id, channel);
      return channel;
    },
    changed,
  };
}

export function newView(user: string, body: JsonObject, stack: readonly OpenView[]): OpenView {
  const id = `V${newUuid().replaceAll('-', '').slice(0, 10).toUpperCase()}`;
  return {
    id,
    user,
    rootId: stack[0]?.id ?? id,
    previousId: stack.at(-1)?.id ?? null,
    hash: newUuid(),
    body: withIds(body),
  };
}

/** A view as Slack hands it out. */
export function shownView(view: OpenView, team: string): JsonObject {
  const { body } = view;
  return {
    id: view.id,
    team_id: team,
    app_id: app.id,
    app_installed_team_id: team,
    bot_id: app.botId,
    title: null,
    close: null,
    submit: null,
    callback_id: '',
    private_metadata: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    ...body,
    state: body['state'] ?? { values: {} },
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
  };
}

/** Slack fills in ids that an app leaves out. */
export function withIds<T extends JsonObject>(body: T): T {
  const blocks = body['blocks'];
  return Array.isArray(blocks) ? { ...body, blocks: blocksWithIds(blocks as readonly JsonObject[]) } : body;
}

export function blocksWithIds(blocks: readonly JsonObject[]): readonly JsonObject[] {
  return blocks.map((block) => ({ ...block, block_id: block['block_id'] ?? newUuid().slice(0, 5) }));
}

export function asObjects(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

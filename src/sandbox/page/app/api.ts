export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly groups: readonly string[];
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'dm';
  readonly members: readonly string[];
  readonly archived?: boolean;
}

/** Anything of Block Kit: drawn by its `type`, unknown ones visibly so. */
export interface Kit {
  readonly type?: string;
  readonly [name: string]: unknown;
}

export interface Message {
  readonly ts: string;
  readonly thread_ts?: string;
  /** A reply that the channel sees too. */
  readonly broadcast?: boolean;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Kit[];
  readonly attachments: readonly Kit[];
  readonly files: readonly { readonly name: string; readonly title?: string; readonly url: string }[];
  readonly edited: boolean;
  readonly ephemeral?: string;
}

export interface View {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly title: Kit | null;
  readonly submit: Kit | null;
  readonly close: Kit | null;
  readonly blocks: readonly Kit[];
}

export interface Answer {
  readonly ok: boolean;
  readonly error?: string;
  readonly message?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly acked_ms?: number;
}

/** What the page's own server knows: which sandbox this is, and what its composer may offer. */
export interface About {
  /** Another one after each start of the sandbox. */
  readonly sandbox: string;
  readonly commands: readonly {
    readonly command: string;
    readonly description: string;
    readonly usage: string;
  }[];
  readonly shortcuts: readonly Shortcut[];
  readonly machines: readonly string[];
  /** User groups: messages name them by id. */
  readonly groups: readonly { readonly id: string; readonly handle: string }[];
}

/** An event that is ready to be told. */
export interface ReadyEvent {
  readonly name: string;
  readonly title: string;
  readonly shows: string;
}

export interface Shortcut {
  readonly callbackId: string;
  readonly type: 'global' | 'message';
  readonly name: string;
  readonly description: string;
}

async function read<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${String(response.status)}`);
  return (await response.json()) as T;
}

export const api = {
  about: () => read<About>('/page/about.json'),
  people: () => read<readonly Person[]>('/sandbox/people'),
  channels: () => read<readonly Channel[]>('/sandbox/channels'),
  messages: (channel: string, viewer: string) =>
    read<{ messages?: readonly Message[] }>(
      `/sandbox/messages?channel=${encodeURIComponent(channel)}&viewer=${encodeURIComponent(viewer)}`,
    ),
  views: (user: string) =>
    read<{ modal: View | null; home: View | null }>(`/sandbox/views?user=${encodeURIComponent(user)}`),
  events: () => read<readonly ReadyEvent[]>('/sandbox/events'),
  clock: () => read<{ now: string }>('/sandbox/clock'),
  async act(door: string, body: unknown): Promise<Answer> {
    const response = await fetch(`/sandbox/${door}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Answer;
  },
};

/** What a door's refusal means for the person at the page. */
export function inWords(answer: Answer): string {
  switch (answer.error ?? '') {
    case 'operation_timed_out':
      return 'The app did not answer within 3 seconds. Is the bot running? “Restart bot” is among the sandbox knobs.';
    case 'not_in_channel':
      return 'This person is not in that channel, so Slack would not let them.';
    case 'unknown_command':
      return answer.message ?? 'That is not a valid command.';
    case 'no_such_action':
      return 'That button is gone: the message has changed since.';
    default:
      return answer.message ?? answer.error ?? 'Something went wrong.';
  }
}

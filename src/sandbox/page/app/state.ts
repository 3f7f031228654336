import type { About, Channel, Message, Person, ReadyEvent, View } from './api.ts';
import type { Notice } from './notice.ts';

/** Everything the page shows. Changed only by `set`, which asks for a new drawing. */
export interface State {
  about: About | undefined;
  people: readonly Person[];
  channels: readonly Channel[];
  /** What may be told of as AWS's services do. */
  events: readonly ReadyEvent[];
  me: string;
  /** A channel's id, or `home` for the app's home tab. */
  place: string;
  /** The first message's `ts` of the open thread. */
  thread: string | undefined;
  messages: readonly Message[];
  /** Whether `messages` are those of this place: before that an empty list says nothing. */
  loaded: boolean;
  modal: View | null;
  home: View | null;
  /** Faults of the last submit, by block. */
  faults: Readonly<Record<string, string>>;
  notice: Notice | undefined;
  online: boolean;
  /** The sandbox that answers now is not the one this page began with. */
  restarted: boolean;
  /** The message (`ts`) or view (`id`) whose press the app has not acknowledged yet. */
  pressing: string | undefined;
  menuOpen: boolean;
  /** What stands in the boxes, by place or thread. */
  drafts: Readonly<Record<string, string>>;
  offers: { readonly closed: boolean; readonly at: number | undefined };
  confirm: { readonly text: Confirmation; readonly go: () => void } | undefined;
  /** The sandbox's clock, as of a moment of this browser's. */
  clock: { readonly now: number; readonly read: number };
  unread: ReadonlySet<string>;
  /** Long texts that were opened. */
  unfolded: ReadonlySet<string>;
  /** The message that was tapped last: where nothing can hover, its tools show. */
  tapped: string | undefined;
  guideClosed: boolean;
}

export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly deny: string;
}

/** Where the page and the story begin: somebody who asks, in the channel where cards appear. */
export const firstPerson = 'U0REQUESTER';
export const firstPlace = 'C0RELEASES';

/** The app's own user in the sandbox. */
export const appUser = 'U0SIGNALBOX';

export const state: State = {
  about: undefined,
  people: [],
  channels: [],
  events: [],
  me: localStorage.getItem('acting-as') ?? firstPerson,
  place: localStorage.getItem('place') ?? firstPlace,
  thread: undefined,
  messages: [],
  loaded: false,
  modal: null,
  home: null,
  faults: {},
  notice: undefined,
  online: true,
  restarted: false,
  pressing: undefined,
  menuOpen: false,
  drafts: {},
  offers: { closed: false, at: undefined },
  confirm: undefined,
  clock: { now: Date.now(), read: Date.now() },
  unread: new Set(),
  unfolded: new Set(),
  tapped: undefined,
  guideClosed: localStorage.getItem('guide') === 'closed',
};

let draw: () => void = () => undefined;
export function onDraw(drawing: () => void): void {
  draw = drawing;
}

export function set(change: Partial<State>): void {
  Object.assign(state, change);
  draw();
}

export function nameOf(id: string): string {
  if (id === appUser) return 'Signalbox';
  return state.people.find((person) => person.id === id)?.name ?? id;
}

/** Slack lets nobody in whose account is deactivated. */
export function isDeactivated(id: string): boolean {
  return state.people.find((person) => person.id === id)?.role === 'deactivated';
}

/** The sandbox's time at this moment. */
export function sandboxNow(): Date {
  return new Date(state.clock.now + Date.now() - state.clock.read);
}

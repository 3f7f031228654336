import { api, inWords, type Answer, type Channel, type Message, type Person, type View } from './api.ts';

/** Everything the page shows. Changed only here; whoever changes it asks for a new drawing. */
export interface State {
  people: readonly Person[];
  channels: readonly Channel[];
  me: string;
  /** A channel's id, or `home` for the app's home tab. */
  place: string;
  thread: string | undefined;
  messages: readonly Message[];
  modal: View | null;
  home: View | null;
  /** Faults of the last submit, by block. */
  faults: Readonly<Record<string, string>>;
  toast: string | undefined;
  online: boolean;
  busy: boolean;
  menuOpen: boolean;
  draft: string;
  confirm: { readonly text: Confirmation; readonly go: () => void } | undefined;
  now: number;
  unread: ReadonlySet<string>;
}

export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly deny: string;
}

export const state: State = {
  people: [],
  channels: [],
  me: localStorage.getItem('acting-as') ?? 'U0APPROVER',
  place: localStorage.getItem('place') ?? 'C0RELEASES',
  thread: undefined,
  messages: [],
  modal: null,
  home: null,
  faults: {},
  toast: undefined,
  online: true,
  busy: false,
  menuOpen: false,
  draft: '',
  confirm: undefined,
  now: Date.now(),
  unread: new Set(),
};

/** The app's own user in the sandbox. */
export const appUser = 'U0SIGNALBOX';

let draw: () => void = () => undefined;
export function onDraw(drawing: () => void): void {
  draw = drawing;
}

export function set(change: Partial<State>): void {
  Object.assign(state, change);
  draw();
}

let toastTimer = 0;
export function toast(text: string): void {
  clearTimeout(toastTimer);
  toastTimer = window.setTimeout(() => {
    set({ toast: undefined });
  }, 6_000);
  set({ toast: text });
}

export function nameOf(id: string): string {
  if (id === appUser) return 'Signalbox';
  return state.people.find((person) => person.id === id)?.name ?? id;
}

export async function refreshMessages(): Promise<void> {
  if (state.place === 'home') return;
  const place = state.place;
  const { messages = [] } = await api.messages(place, state.me);
  if (place === state.place) set({ messages });
}

export async function refreshViews(): Promise<void> {
  const { modal, home } = await api.views(state.me);
  const other = modal?.id !== state.modal?.id;
  set({ modal, home, ...(other && { faults: {} }) });
}

export async function refreshAll(): Promise<void> {
  const [people, channels, clock] = await Promise.all([api.people(), api.channels(), api.clock()]);
  set({ people, channels, now: Date.parse(clock.now) });
  await Promise.all([refreshMessages(), refreshViews()]);
}

/** Goes through a door; a refusal becomes a sentence at the bottom of the page. */
export async function act(door: string, body: unknown): Promise<Answer> {
  set({ busy: true });
  try {
    const answer = await api.act(door, body);
    if (!answer.ok && !answer.errors) toast(inWords(answer));
    return answer;
  } catch {
    toast('The sandbox does not answer. Is it still running?');
    return { ok: false };
  } finally {
    set({ busy: false });
  }
}

export function go(place: string): void {
  localStorage.setItem('place', place);
  const unread = new Set(state.unread);
  unread.delete(place);
  set({ place, thread: undefined, messages: [], menuOpen: false, unread });
  void refreshMessages();
  if (place === 'home') void act('home', { user: state.me }).then(refreshViews);
}

export function actAs(person: string): void {
  localStorage.setItem('acting-as', person);
  set({ me: person, thread: undefined, modal: null, home: null });
  void refreshMessages();
  void refreshViews();
  if (state.place === 'home') void act('home', { user: person }).then(refreshViews);
}

interface Change {
  readonly kind: string;
  readonly channel?: string;
  readonly user?: string;
}

/** Follows what changes; says when the sandbox is not there, and catches up when it is back. */
export function follow(): void {
  const stream = new EventSource('/sandbox/stream');
  stream.addEventListener('open', () => {
    set({ online: true });
    void refreshAll();
  });
  stream.addEventListener('error', () => {
    set({ online: false });
  });
  stream.addEventListener('change', (event: MessageEvent<string>) => {
    const change = JSON.parse(event.data) as Change;
    if (change.kind === 'view' || change.kind === 'home') void refreshViews();
    else if (change.kind === 'people' || change.kind === 'channel') void refreshAll();
    else if (change.channel === state.place) void refreshMessages();
    else if (change.channel !== undefined && (change.user === undefined || change.user === state.me)) {
      set({ unread: new Set([...state.unread, change.channel]) });
    }
  });
}

import { api, inWords, type Answer } from './api.ts';
import { notify } from './notice.ts';
import { firstPerson, firstPlace, set, state } from './state.ts';

/** Reads again; where the sandbox is away, the stream says so and the last sight stays. */
async function quietly(reading: () => Promise<void>): Promise<void> {
  try {
    await reading();
  } catch {
    // `live.ts` sees the same outage, shows it, and reads everything again afterwards.
  }
}

export function refreshMessages(): Promise<void> {
  return quietly(async () => {
    const { place, me } = state;
    if (place === 'home') return;
    const { messages = [] } = await api.messages(place, me);
    if (place !== state.place || me !== state.me) return;
    const gone = state.thread !== undefined && !messages.some(({ ts }) => ts === state.thread);
    set({ messages, loaded: true, ...(gone && { thread: undefined }) });
  });
}

export function refreshViews(): Promise<void> {
  return quietly(async () => {
    const { me } = state;
    const { modal, home } = await api.views(me);
    if (me !== state.me) return;
    const other = modal?.id !== state.modal?.id;
    set({ modal, home, ...(other && { faults: {} }) });
  });
}

export function refreshAll(): Promise<void> {
  return quietly(async () => {
    const [people, channels, events, clock] = await Promise.all([
      api.people(),
      api.channels(),
      api.events(),
      api.clock(),
    ]);
    const known = people.some(({ id }) => id === state.me);
    const there = state.place === 'home' || channels.some(({ id }) => id === state.place);
    set({
      people,
      channels,
      events,
      clock: { now: Date.parse(clock.now), read: Date.now() },
      ...(!known && { me: people.find(({ id }) => id === firstPerson)?.id ?? people[0]?.id ?? '' }),
      ...(!there && { place: firstPlace }),
    });
    await Promise.all([refreshMessages(), refreshViews()]);
  });
}

/** Goes through a door; a refusal becomes a sentence near the box. */
export async function act(door: string, body: unknown): Promise<Answer> {
  try {
    const answer = await api.act(door, body);
    if (!answer.ok && !answer.errors) notify('failed', inWords(answer));
    else if (state.notice?.kind === 'failed') set({ notice: undefined });
    return answer;
  } catch {
    notify('failed', 'The sandbox does not answer, so nothing was sent. Is it still running?');
    return { ok: false };
  }
}

/** A press on a message or in a view: its elements wait until the app has acknowledged. */
export async function press(host: string, body: Readonly<Record<string, unknown>>): Promise<void> {
  if (state.pressing === host) return;
  set({ pressing: host });
  await act('click', { user: state.me, ...body });
  if (state.pressing === host) set({ pressing: undefined });
}

export function go(place: string): void {
  localStorage.setItem('place', place);
  const unread = new Set(state.unread);
  unread.delete(place);
  const away = { thread: undefined, messages: [], loaded: false, menuOpen: false, notice: undefined };
  set({ ...away, place, unread });
  void refreshMessages();
  if (place === 'home') void openHome();
}

export function actAs(person: string): void {
  localStorage.setItem('acting-as', person);
  set({ me: person, thread: undefined, modal: null, home: null, notice: undefined });
  void refreshMessages();
  void refreshViews();
  if (state.place === 'home') void openHome();
}

async function openHome(): Promise<void> {
  await act('home', { user: state.me });
  await refreshViews();
}

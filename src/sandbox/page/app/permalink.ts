import { set } from './state.ts';

/** The message that the page was opened at; undefined once it has been shown. */
let linked: string | undefined;

/** `/archives/C0RELEASES/p1700000000000100`, and for a reply `?thread_ts=...`: opens the channel, and the thread. */
export function openPermalink(): void {
  const [, channel, digits] = /^\/archives\/(\w+)\/p(\d+)$/.exec(location.pathname) ?? [];
  if (channel === undefined || digits === undefined) return;
  linked = `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  const thread = new URLSearchParams(location.search).get('thread_ts') ?? undefined;
  history.replaceState(null, '', '/');
  set({ place: channel, thread });
}

/** Scrolls to the linked message as soon as it is drawn, and marks it. */
export function showLinked(): void {
  if (linked === undefined) return;
  const found = [...document.querySelectorAll<HTMLElement>(`[data-ts="${linked}"]`)].at(-1);
  if (!found) return;
  linked = undefined;
  found.scrollIntoView({ block: 'center' });
  found.classList.add('linked');
}

import { api } from './api.ts';
import { set, state } from './state.ts';
import { refreshAll, refreshMessages, refreshViews } from './store.ts';

interface Change {
  readonly kind: string;
  readonly channel?: string;
  readonly user?: string;
}

/** A stream that the browser gave up is opened anew after this time. */
const againAfterMs = 1_000;

/** Follows what changes; says when the sandbox is not there, and catches up when it is back. */
export function follow(): void {
  const stream = new EventSource('/sandbox/stream');
  stream.addEventListener('open', () => void arrived());
  stream.addEventListener('error', () => {
    set({ online: false });
    if (stream.readyState === EventSource.CLOSED) setTimeout(follow, againAfterMs);
  });
  stream.addEventListener('change', (event: MessageEvent<string>) => {
    seen(JSON.parse(event.data) as Change);
  });
}

async function arrived(): Promise<void> {
  const about = await api.about().catch(() => undefined);
  const other = about !== undefined && state.about !== undefined && about.sandbox !== state.about.sandbox;
  set({
    online: true,
    ...(about && { about }),
    // What was said about the sandbox before concerns nobody now.
    notice: undefined,
    ...(other && { restarted: true, thread: undefined, modal: null, home: null, unread: new Set() }),
  });
  await refreshAll();
}

function seen(change: Change): void {
  if (change.kind === 'view' || change.kind === 'home') void refreshViews();
  else if (change.kind === 'people' || change.kind === 'channel') void refreshAll();
  else if (change.channel === state.place) void refreshMessages();
  else if (change.channel !== undefined && (change.user === undefined || change.user === state.me))
    set({ unread: new Set([...state.unread, change.channel]) });
}

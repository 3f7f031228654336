import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from './icon.ts';
import { offering, type Offering } from './offers.ts';
import { globalShortcuts } from './shortcuts.ts';
import { set, state } from './state.ts';
import { act, refreshMessages } from './store.ts';

/** The box for messages and, outside threads, slash commands: Slack knows none inside. */
export function composer(where: string, threadTs?: string): TemplateResult {
  const main = threadTs === undefined;
  const key = threadTs ?? state.place;
  const draft = state.drafts[key] ?? '';
  const role = state.people.find(({ id }) => id === state.me)?.role ?? '';
  const found = main ? offering(draft, state.about, role) : { offers: [], eager: false };
  const open = found.offers.length > 0 && !state.offers.closed;
  const at = open ? chosenOf(found) : undefined;
  return html`<form
    class="composer"
    @submit=${(event: Event) => {
      event.preventDefault();
      void send(key, threadTs);
    }}
  >
    ${open ? list(found, at, key) : nothing}
    ${main ? html`<p class="heard" role="status">${open ? `${String(found.offers.length)} commands; arrow keys choose, Tab takes` : ''}</p>` : nothing}
    ${main ? globalShortcuts() : nothing}
    <textarea
      name="text"
      rows="1"
      autocomplete="off"
      aria-autocomplete=${main ? 'list' : nothing}
      aria-controls=${open ? 'offers' : nothing}
      aria-activedescendant=${at === undefined ? nothing : `offer-${String(at)}`}
      aria-label=${main ? `Message ${where}` : 'Reply in thread'}
      placeholder=${main ? `Message ${where}, or / for commands` : 'Reply…'}
      .value=${live(draft)}
      @input=${(event: Event) => {
        write(key, (event.target as HTMLTextAreaElement).value);
      }}
      @keydown=${(event: KeyboardEvent) => {
        onKey(event, open ? found : undefined, at, key, threadTs);
      }}
    ></textarea>
    <button type="submit" class="send" aria-label="Send" ?disabled=${draft.trim() === ''}>
      ${icon('send')}
    </button>
  </form>`;
}

/** Which offer Enter would take. */
function chosenOf({ offers, eager }: Offering): number | undefined {
  const { at } = state.offers;
  if (at !== undefined) return Math.min(at, offers.length - 1);
  return eager ? 0 : undefined;
}

function list({ offers }: Offering, at: number | undefined, key: string): TemplateResult {
  return html`<ul class="offers" id="offers" role="listbox" aria-label="Commands">
    ${offers.map(
      ({ text, about }, index) =>
        html`<li
          id="offer-${String(index)}"
          role="option"
          aria-selected=${String(index === at)}
          @mousedown=${(event: Event) => {
            event.preventDefault();
            write(key, text);
          }}
        >
          <code>${text}</code><span>${about}</span>
        </li>`,
    )}
  </ul>`;
}

function onKey(
  event: KeyboardEvent,
  found: Offering | undefined,
  at: number | undefined,
  key: string,
  threadTs: string | undefined,
): void {
  if (event.isComposing) return;
  const chosen = at === undefined ? undefined : found?.offers[at];
  const takes = event.key === 'Tab' ? !event.shiftKey : event.key === 'Enter' && !event.shiftKey;
  if (takes && chosen) write(key, chosen.text);
  else if (event.key === 'Enter' && !event.shiftKey) void send(key, threadTs);
  else if (found && (event.key === 'ArrowDown' || event.key === 'ArrowUp'))
    move(event.key === 'ArrowDown' ? 1 : -1, at, found.offers.length);
  else if (found && event.key === 'Escape') {
    event.stopPropagation();
    set({ offers: { closed: true, at: undefined } });
  } else return;
  event.preventDefault();
}

function move(step: number, at: number | undefined, count: number): void {
  const from = at ?? (step > 0 ? -1 : count);
  set({ offers: { closed: false, at: (from + step + count) % count } });
  document.querySelector('.offers [aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
}

export function write(key: string, text: string): void {
  set({ drafts: { ...state.drafts, [key]: text }, offers: { closed: false, at: undefined } });
}

async function send(key: string, threadTs: string | undefined): Promise<void> {
  const written = state.drafts[key] ?? '';
  const text = written.trim();
  if (text === '' || text === '/') return;
  const { me: user, place: channel } = state;
  write(key, '');
  const [command = '', ...rest] = text.split(' ');
  const answer =
    text.startsWith('/') && threadTs === undefined
      ? await act('command', { user, channel, command, text: rest.join(' ') })
      : await act('say', { user, channel, text, ...(threadTs !== undefined && { thread_ts: threadTs }) });
  // What did not go out stays in the box, unless something new is being written there.
  if (!answer.ok && (state.drafts[key] ?? '') === '') {
    write(key, written);
    set({ offers: { closed: true, at: undefined } });
  }
  await refreshMessages();
}

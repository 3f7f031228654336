import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Channel } from './api.ts';
import { avatar } from './avatar.ts';
import { eventDrawer } from './events.ts';
import { icon, type IconName } from './icon.ts';
import { knobs } from './knobs.ts';
import { nameOf, set, state } from './state.ts';
import { actAs, go } from './store.ts';

/** What a role is, where its name does not say it. */
const notes: Readonly<Record<string, string>> = {
  guest: 'a guest of this workspace',
  stranger: 'from another workspace',
  deactivated: 'locked out of Slack',
  'bot-user': 'another app, not a person',
};

export function sidebar(): TemplateResult {
  const mine = ({ members }: Channel) => members.includes(state.me);
  const channels = state.channels.filter((channel) => channel.kind !== 'dm');
  const messages = state.channels.filter((channel) => channel.kind === 'dm' && mine(channel));
  return html`${state.menuOpen ? html`<div class="shade" @click=${closeMenu}></div>` : nothing}
    <nav class="sidebar ${state.menuOpen ? 'open' : ''}" aria-label="Workspace">
      <header class="brand">
        <img src="/page/icon.svg" alt="" />
        <span>Signalbox<small>Sandbox on this machine</small></span>
        <button type="button" class="icon menu" aria-label="Close the menu" @click=${closeMenu}>
          ${icon('cross')}
        </button>
      </header>
      ${person()}
      <div class="scroll places">
        <h2>Channels</h2>
        <ul>
          ${channels.map((channel) => place(channel.id, channel.name, channel.archived === true ? 'archive' : 'hash', mine(channel) ? '' : 'outside'))}
        </ul>
        <h2>App</h2>
        <ul>
          ${place('home', 'Signalbox · Home', 'home')}
          ${messages.map((channel) => place(channel.id, 'Signalbox · Messages', 'chat'))}
        </ul>
      </div>
      ${eventDrawer()} ${knobs()}
    </nav>`;
}

function place(id: string, words: string, sign: IconName, note = ''): TemplateResult {
  const here = state.place === id;
  const unread = state.unread.has(id);
  return html`<li>
    <button
      type="button"
      class="place ${here ? 'here' : ''} ${note} ${unread ? 'unread' : ''}"
      aria-current=${here ? 'page' : nothing}
      title=${note === 'outside' ? `${nameOf(state.me)} is not in this channel` : nothing}
      @click=${() => {
        go(id);
      }}
    >
      ${icon(sign)}<span>${words}</span>${unread ? html`<span class="dot"><span class="heard">new messages</span></span>` : nothing}
      ${note === 'outside' ? html`<span class="heard">not a member</span>` : nothing}
    </button>
  </li>`;
}

function person(): TemplateResult {
  const me = state.people.find(({ id }) => id === state.me);
  const groups = me?.groups.map((group) => `@${group}`).join(', ') ?? '';
  const note = notes[me?.role ?? ''] ?? (groups === '' ? 'in no group' : groups);
  return html`<div class="acting">
    <label for="acting">Acting as</label>
    <div class="who">
      ${avatar(state.me)}
      <select
        id="acting"
        aria-describedby="acting-note"
        .value=${live(state.me)}
        @change=${(event: Event) => {
          actAs((event.target as HTMLSelectElement).value);
        }}
      >
        ${state.people.map(({ id }) => html`<option value=${id} ?selected=${id === state.me}>${nameOf(id)}</option>`)}
      </select>
    </div>
    <p id="acting-note">${note}</p>
  </div>`;
}

/** Only narrow pages have the menu: there it covers the channel, and takes the keyboard. */
export function openMenu(): void {
  set({ menuOpen: true });
  document.querySelector<HTMLElement>('.sidebar .icon')?.focus();
}

export function closeMenu(): void {
  set({ menuOpen: false });
  document.querySelector<HTMLElement>('.top .menu')?.focus();
}

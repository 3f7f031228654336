import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from './avatar.ts';
import { act, actAs, go, nameOf, refreshAll, set, state, toast } from './store.ts';

const notes: Readonly<Record<string, string>> = {
  guest: 'guest',
  stranger: 'other workspace',
  deactivated: 'deactivated',
  'bot-user': 'bot',
};

export function sidebar(): TemplateResult {
  const mine = (members: readonly string[]) => members.includes(state.me);
  const channels = state.channels.filter((channel) => channel.kind !== 'dm');
  const messages = state.channels.filter((channel) => channel.kind === 'dm' && mine(channel.members));
  return html`<nav class="sidebar ${state.menuOpen ? 'open' : ''}" aria-label="Workspace">
    <header class="brand">
      <img src="/page/icon.svg" alt="" /><span>Signalbox<small>sandbox</small></span>
    </header>
    ${person()}
    <div class="scroll">
      <h2>Channels</h2>
      <ul>
        ${channels.map((channel) => place(channel.id, `${channel.archived === true ? '🗄' : '#'} ${channel.name}`, mine(channel.members) ? '' : 'outside'))}
      </ul>
      ${
        messages.length === 0
          ? nothing
          : html`<h2>Direct messages</h2>
              <ul>
                ${messages.map((channel) => place(channel.id, 'Signalbox'))}
              </ul>`
      }
      <h2>Apps</h2>
      <ul>
        ${place('home', 'Signalbox · Home')}
      </ul>
    </div>
    ${knobs()}
  </nav>`;
}

function place(id: string, words: string, note = ''): TemplateResult {
  const here = state.place === id;
  return html`<li>
    <button
      type="button"
      class="place ${here ? 'here' : ''} ${note} ${state.unread.has(id) ? 'unread' : ''}"
      aria-current=${here ? 'page' : 'false'}
      @click=${() => {
        go(id);
      }}
    >
      ${words}
    </button>
  </li>`;
}

function person(): TemplateResult {
  const me = state.people.find(({ id }) => id === state.me);
  const groups = me?.groups.map((group) => `@${group}`).join(' ') ?? '';
  return html`<div class="acting">
    <label for="acting">Acting as</label>
    <div class="who">
      ${avatar(state.me)}
      <select
        id="acting"
        .value=${state.me}
        @change=${(event: Event) => {
          actAs((event.target as HTMLSelectElement).value);
        }}
      >
        ${state.people.map(({ id, role }) => html`<option value=${id} ?selected=${id === state.me}>${nameOf(id)}${notes[role] === undefined || notes[role] === role ? '' : ` (${notes[role]})`}</option>`)}
      </select>
    </div>
    <p class="groups">${groups === '' ? 'in no group' : groups}</p>
  </div>`;
}

function knobs(): TemplateResult {
  const move = (seconds: number) => () =>
    void act('clock', { advance_seconds: seconds }).then(async (answer) => {
      await refreshAll();
      if (answer.ok) toast(`The clock now says ${new Date(state.now).toLocaleString()}.`);
    });
  const turn = (door: string, body: unknown, said: string) => () =>
    void act(door, body).then((answer) => {
      if (answer.ok) toast(said);
      void refreshAll();
    });
  return html`<details class="knobs">
    <summary>Sandbox knobs</summary>
    <div>
      <button type="button" @click=${move(60)}>+1 minute</button>
      <button type="button" @click=${move(3600)}>+1 hour</button>
      <button
        type="button"
        @click=${turn('drop-socket', { one_by_one: true }, 'Slack refreshes the bot’s connections.')}
      >
        Drop sockets
      </button>
      <button type="button" @click=${turn('bot', { do: 'restart' }, 'The bot was restarted.')}>
        Restart bot
      </button>
      <button type="button" class="danger" @click=${turn('reset', {}, 'Back to the seeds.')}>Reset</button>
    </div>
  </details>`;
}

export function openMenu(): void {
  set({ menuOpen: !state.menuOpen });
}

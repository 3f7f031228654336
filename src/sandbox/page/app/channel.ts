import { html, nothing, type TemplateResult } from 'lit';
import type { Channel } from './api.ts';
import { composer } from './composer.ts';
import { conversation } from './conversation.ts';
import { guideLine, hasStory, startCard } from './guide.ts';
import { heading } from './heading.ts';
import { icon } from './icon.ts';
import { notices } from './notice.ts';
import { appUser, isDeactivated, nameOf, state } from './state.ts';

/** What the seeded channels are for, as their topics would say. */
const topics: Readonly<Record<string, string>> = {
  releases: 'Approvals of promotions and releases',
  incidents: 'Incidents of your workflows',
  workflows: 'Workflows that run, and how they end',
  general: 'Signalbox is not in here: its commands work, its cards cannot come',
};

export function channel(): TemplateResult {
  const here = state.channels.find(({ id }) => id === state.place);
  const name = here?.kind === 'dm' ? 'Signalbox' : `#${here?.name ?? ''}`;
  const isIn = here?.members.includes(state.me) ?? false;
  const closed = here !== undefined && (!isIn || isDeactivated(state.me) || here.archived === true);
  return html`${heading(name, here ? [topics[here.name] ?? '', countOf(here)] : [])}
    <div class="scroll talk" tabindex="0" role="region" aria-label="Messages of ${name}">
      <div class="column">${here ? inside(here, name, isIn) : nothing}</div>
    </div>
    <div class="foot column">
      ${state.modal || state.confirm ? nothing : notices()} ${guideLine()}
      ${closed || !here ? nothing : composer(name)}
    </div>`;
}

function countOf(here: Channel): string {
  if (here.kind === 'dm') return 'Direct messages with the app';
  const people = here.members.filter((id) => id !== appUser).length;
  return `${String(people)} ${people === 1 ? 'person' : 'people'}${here.members.includes(appUser) ? ' and Signalbox' : ''}`;
}

function inside(here: Channel, name: string, isIn: boolean): TemplateResult | typeof nothing {
  if (isDeactivated(state.me))
    return empty('lock', 'This account is deactivated; Slack would not let it in.', 'Act as somebody else.');
  if (!isIn) return empty('lock', `${nameOf(state.me)} is not in ${name}.`, 'Act as somebody who is.');
  const top = state.messages.filter(({ ts, thread_ts: thread }) => thread === undefined || thread === ts);
  if (top.length > 0) return conversation(top, false);
  if (!state.loaded) return nothing;
  if (hasStory()) return startCard();
  const topic = topics[here.name];
  return empty(
    here.kind === 'dm' ? 'chat' : 'hash',
    here.kind === 'dm' ? 'Nothing here yet.' : `Nothing here yet in ${name}.`,
    `${topic === undefined ? '' : `${topic}. `}Type / below to see the commands.`,
  );
}

export function empty(sign: Parameters<typeof icon>[0], title: string, words: string): TemplateResult {
  return html`<div class="empty">
    <span class="empty-sign">${icon(sign)}</span>
    <p class="empty-title">${title}</p>
    <p>${words}</p>
  </div>`;
}

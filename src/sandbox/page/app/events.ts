import { html, nothing, type TemplateResult } from 'lit';
import { notify } from './notice.ts';
import { state } from './state.ts';
import { act, refreshAll } from './store.ts';

/** Events that AWS's services tell: press one, and see what Signalbox makes of it. */
export function eventDrawer(): TemplateResult | typeof nothing {
  if (state.events.length === 0) return nothing;
  return html`<details class="events">
    <summary>Events</summary>
    <p>What AWS tells of. Press one: Signalbox shows it in #incidents.</p>
    <ul>
      ${state.events.map(
        ({ name, title, shows }) =>
          html`<li>
            <button
              type="button"
              @click=${() => {
                void tell(name, title);
              }}
            >
              <strong>${title}</strong><span>${shows}</span>
            </button>
          </li>`,
      )}
    </ul>
  </details>`;
}

async function tell(name: string, title: string): Promise<void> {
  const answer = await act('event', { name });
  if (answer.ok) notify('done', `Told: ${title}. See #incidents.`);
  await refreshAll();
}

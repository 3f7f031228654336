import { html, nothing, type TemplateResult } from 'lit';
import type { Shortcut } from './api.ts';
import { state } from './state.ts';
import { act, refreshMessages, refreshViews } from './store.ts';

/** The app's global shortcuts, beside the box. */
export function globalShortcuts(): TemplateResult | typeof nothing {
  return menu('global', 'Shortcuts', '⚡', {});
}

/** What the app can do with one message. */
export function messageShortcuts(ts: string): TemplateResult | typeof nothing {
  return menu('message', 'More actions', '⋮', { channel: state.place, ts });
}

function menu(
  type: Shortcut['type'],
  label: string,
  sign: string,
  on: Readonly<Record<string, string>>,
): TemplateResult | typeof nothing {
  const offered = state.about?.shortcuts.filter((shortcut) => shortcut.type === type) ?? [];
  if (offered.length === 0) return nothing;
  return html`<select
    class="shortcuts ${type}"
    aria-label=${label}
    title=${label}
    @change=${(event: Event) => {
      const select = event.target as HTMLSelectElement;
      const callbackId = select.value;
      select.value = '';
      void run(callbackId, on);
    }}
  >
    <option value="">${sign}</option>
    ${offered.map(({ callbackId, name, description }) => html`<option value=${callbackId} title=${description}>${name}</option>`)}
  </select>`;
}

async function run(callbackId: string, on: Readonly<Record<string, string>>): Promise<void> {
  await act('shortcut', { user: state.me, callback_id: callbackId, ...on });
  await Promise.all([refreshViews(), refreshMessages()]);
}

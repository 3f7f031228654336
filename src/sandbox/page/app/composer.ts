import { html, nothing, type TemplateResult } from 'lit';
import { act, refreshMessages, set, state } from './store.ts';

const suggestions: readonly { readonly text: string; readonly about: string }[] = [
  { text: '/workflow list', about: 'the state machines you may see' },
  {
    text: '/workflow start PromotionApproval {"managerEmailAddress": "approver@example.com", "employeeName": "Jane Doe"}',
    about: 'ask for an approval',
  },
  { text: '/workflow start HelloWorld {"name": "Jane"}', about: 'run the hello workflow' },
  { text: '/workflow status PromotionApproval', about: 'how the newest execution stands' },
  { text: '/workflow abort PromotionApproval', about: 'stop it, with a reason' },
  { text: '/workflow approvals', about: 'what waits for a decision' },
  { text: '/workflow whoami', about: 'who you are to Signalbox' },
  { text: '/workflow help', about: 'what you can do' },
];

/** The box for messages and slash commands. */
export function composer(where: string, threadTs?: string): TemplateResult {
  const main = threadTs === undefined;
  const offered =
    main && state.draft.startsWith('/')
      ? suggestions.filter(({ text }) => text.startsWith(state.draft) && text !== state.draft)
      : [];
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const box = form.elements.namedItem('text') as HTMLInputElement;
    const text = box.value.trim();
    if (text === '') return;
    box.value = '';
    if (main) set({ draft: '' });
    if (text.startsWith('/') && main) {
      const [command = '', ...rest] = text.split(' ');
      await act('command', { user: state.me, channel: state.place, command, text: rest.join(' ') });
    } else
      await act('say', {
        user: state.me,
        channel: state.place,
        text,
        ...(threadTs !== undefined && { thread_ts: threadTs }),
      });
    await refreshMessages();
  };
  return html`<form class="composer" @submit=${send}>
    ${
      offered.length === 0
        ? nothing
        : html`<ul class="offers" role="listbox" aria-label="Commands">
            ${offered.map(
              ({ text, about }) =>
                html`<li>
                  <button
                    type="button"
                    @click=${(event: Event) => {
                      take(event, text);
                    }}
                  >
                    <code>${text}</code><span>${about}</span>
                  </button>
                </li>`,
            )}
          </ul>`
    }
    <input
      name="text"
      type="text"
      autocomplete="off"
      aria-label=${main ? `Message ${where}` : 'Reply in thread'}
      placeholder=${main ? `Message ${where}, or / for commands` : 'Reply…'}
      .value=${main ? state.draft : ''}
      @input=${(event: Event) => {
        if (main) set({ draft: (event.target as HTMLInputElement).value });
      }}
    />
    <button type="submit" class="send" aria-label="Send" ?disabled=${state.busy}>➤</button>
  </form>`;
}

function take(event: Event, text: string): void {
  set({ draft: text });
  (event.target as HTMLElement).closest('form')?.querySelector('input')?.focus();
}

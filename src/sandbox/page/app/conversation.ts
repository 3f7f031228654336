import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Message } from './api.ts';
import { messageLine, momentOf } from './message.ts';
import { isCard } from './standing.ts';
import { sandboxNow } from './state.ts';

/** Messages of one person within this time stand under one name. */
const groupWithinMs = 5 * 60_000;

/** The messages of a channel, or of a thread. */
export function conversation(messages: readonly Message[], inThread: boolean): TemplateResult {
  return html`<div role="log" aria-live="polite" aria-label=${inThread ? 'Thread' : 'Messages'}>
    <ol class="messages">
      ${repeat(
        messages,
        ({ ts }) => ts,
        (message, index) => {
          const before = messages[index - 1];
          const at = momentOf(message);
          const newDay = before === undefined || momentOf(before).toDateString() !== at.toDateString();
          return html`${newDay && !inThread ? html`<li class="day"><span>${dayOf(at)}</span></li>` : nothing}
          ${messageLine(message, !newDay && belongs(message, before), inThread)}`;
        },
      )}
    </ol>
  </div>`;
}

/** A card stands alone: what follows it begins anew, with its name and a gap. */
function belongs(message: Message, before: Message | undefined): boolean {
  return (
    before?.user === message.user &&
    before.ephemeral === message.ephemeral &&
    !isCard(before) &&
    !isCard(message) &&
    momentOf(message).getTime() - momentOf(before).getTime() < groupWithinMs
  );
}

function dayOf(at: Date): string {
  return at.toDateString() === sandboxNow().toDateString()
    ? 'Today'
    : at.toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
}

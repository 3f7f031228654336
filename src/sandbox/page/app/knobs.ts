import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';
import { clockTime } from './mrkdwn.ts';
import { notify } from './notice.ts';
import { sandboxNow, state } from './state.ts';
import { act, refreshAll } from './store.ts';

/** Below this the two clocks merely do not tick together. */
const movedFromMs = 30_000;

/** The sandbox's clock, and what turns it and breaks things on purpose. */
export function knobs(): TemplateResult {
  const now = sandboxNow();
  const ahead = state.clock.now - state.clock.read;
  return html`<div class="knobs">
    <p class="clock">
      ${icon('clock')}
      <span
        >Sandbox time
        <time datetime=${now.toISOString()}
          >${now.toLocaleDateString(undefined, { weekday: 'short', day: 'numeric', month: 'short' })},
          ${clockTime(now)}</time
        ></span
      >
      ${ahead > movedFromMs ? html`<span class="ahead">+${spanOf(ahead)}</span>` : nothing}
    </p>
    <div class="turns">
      <button type="button" @click=${move(60, '1 minute')}>+1 minute</button>
      <button type="button" @click=${move(3_600, '1 hour')}>+1 hour</button>
      <button type="button" @click=${move(86_400, '1 day')}>+1 day</button>
    </div>
    <details>
      <summary>More sandbox knobs</summary>
      <div class="turns">
        <button type="button" @click=${turn('drop-socket', {}, 'Slack refreshed the bot’s connections.')}>
          Drop sockets
        </button>
        <button type="button" @click=${turn('bot', { do: 'restart' }, 'The bot was restarted.')}>
          Restart bot
        </button>
        <button
          type="button"
          class="danger"
          @click=${turn('reset', {}, 'Everything is as in the beginning.')}
        >
          Reset
        </button>
      </div>
    </details>
  </div>`;
}

function spanOf(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const [days, hours] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60)];
  if (days > 0) return `${String(days)} d${hours > 0 ? ` ${String(hours)} h` : ''}`;
  return hours > 0
    ? `${String(hours)} h${minutes % 60 > 0 ? ` ${String(minutes % 60)} min` : ''}`
    : `${String(minutes)} min`;
}

function move(seconds: number, words: string): () => void {
  return turn('clock', { advance_seconds: seconds }, `The sandbox’s clock went ${words} on.`);
}

function turn(door: string, body: unknown, said: string): () => void {
  return () =>
    void act(door, body).then(async (answer) => {
      if (answer.ok) notify('done', said);
      await refreshAll();
    });
}

import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { Kit, Message } from './api.ts';
import { avatar } from './avatar.ts';
import { blocks } from './block.ts';
import type { Host } from './element.ts';
import { folded } from './fold.ts';
import { icon } from './icon.ts';
import { clockTime, gutterTime, mrkdwn } from './mrkdwn.ts';
import { messageShortcuts } from './shortcuts.ts';
import { sharedFile } from './shared-file.ts';
import { isCard, standing } from './standing.ts';
import { appUser, nameOf, set, state } from './state.ts';
import { press } from './store.ts';
import { stringOf } from './text-object.ts';

export function momentOf(message: Message): Date {
  return new Date(Number(message.ts) * 1000);
}

/** @param together stands under the name of the message before it */
export function messageLine(message: Message, together: boolean, inThread: boolean): TemplateResult {
  const at = momentOf(message);
  const kinds = [
    together ? 'together' : '',
    message.ephemeral === undefined ? '' : 'ephemeral',
    isCard(message) ? 'with-card' : '',
    state.tapped === message.ts ? 'tapped' : '',
  ];
  return html`<li
    class="message ${kinds.join(' ')}"
    data-ts=${message.ts}
    tabindex="-1"
    @click=${() => {
      if (state.tapped !== message.ts) set({ tapped: message.ts });
    }}
  >
    <div class="gutter">
      ${together ? html`<time class="quiet" datetime=${at.toISOString()}>${gutterTime(at)}</time>` : avatar(message.user)}
    </div>
    <div class="body">
      ${message.ephemeral === undefined ? nothing : html`<p class="only">${icon('eye')} Only visible to you</p>`}
      ${
        together
          ? nothing
          : html`<p class="by">
              <strong>${nameOf(message.user)}</strong
              >${message.user === appUser ? html`<span class="tag">APP</span>` : nothing}
              <time datetime=${at.toISOString()}>${clockTime(at)}</time>
            </p>`
      }
      ${content(message)} ${message.edited ? html`<small class="edited">(edited)</small>` : nothing}
      ${message.ephemeral === undefined ? messageShortcuts(message.ts) : nothing}
      ${inThread ? nothing : threadLink(message)}
    </div>
  </li>`;
}

function content(message: Message): TemplateResult {
  const host: Host = {
    key: message.ts,
    use: (element, blockId, value) =>
      void press(message.ts, {
        channel: state.place,
        ts: message.ts,
        action_id: stringOf(element['action_id']),
        block_id: blockId,
        ...(value !== undefined && { value }),
      }),
  };
  const frame = isCard(message) ? `card ${standing(message) ?? ''}` : 'plain';
  return html`${
    message.blocks.length > 0
      ? html`<div class=${frame}>${blocks(message.blocks, host)}</div>`
      : html`<div class="text">${folded('text', message.ts, message.text, mrkdwn(message.text))}</div>`
  }
  ${message.attachments.map((attachment) => attached(attachment, host))} ${message.files.map(sharedFile)}`;
}

/** The one place where Slack draws a coloured edge. */
function attached(attachment: Kit, host: Host): TemplateResult {
  const colour = stringOf(attachment['color']);
  return html`<div
    class="attachment"
    ${ref((element) => {
      if (element instanceof HTMLElement) element.style.borderLeftColor = colour;
    })}
  >
    ${
      attachment['blocks']
        ? blocks(attachment['blocks'] as Kit[], host)
        : mrkdwn(stringOf(attachment['text']) || stringOf(attachment['fallback']))
    }
  </div>`;
}

function threadLink(message: Message): TemplateResult | typeof nothing {
  const replies = state.messages.filter((reply) => reply.thread_ts === message.ts && reply.ts !== message.ts);
  const open = (event: Event) => {
    event.stopPropagation();
    set({ thread: message.ts });
  };
  const last = replies.at(-1);
  if (last) {
    const people = [...new Set(replies.map(({ user }) => user))].slice(0, 3);
    return html`<button type="button" class="thread-link" @click=${open}>
      ${people.map((user) => avatar(user, 'small'))}
      <span>${replies.length === 1 ? '1 reply' : `${String(replies.length)} replies`}</span>
      <time>Last at ${clockTime(momentOf(last))}</time>
    </button>`;
  }
  return message.ephemeral === undefined
    ? html`<button
        type="button"
        class="reply-link"
        @click=${open}
        aria-label="Reply in thread"
        title="Reply in thread"
      >
        ${icon('thread')}
      </button>`
    : nothing;
}

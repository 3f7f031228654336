import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Kit, Message } from './api.ts';
import { avatar } from './avatar.ts';
import { blocks } from './block.ts';
import { clockTime, mrkdwn } from './mrkdwn.ts';
import { act, appUser, nameOf, set, state } from './store.ts';
import { stringOf } from './text-object.ts';

/** Messages of one person within this time stand under one name. */
const groupWithinMs = 5 * 60_000;

/** The messages of a channel, or of a thread. */
export function conversation(messages: readonly Message[], inThread: boolean): TemplateResult {
  if (messages.length === 0)
    return html`<p class="empty">
      Nothing here yet. Type <code>/</code> below to see what Signalbox can do.
    </p>`;
  return html`<ol class="messages" role="log" aria-live="polite">
    ${repeat(
      messages,
      ({ ts }) => ts,
      (message, index) => drawn(message, messages[index - 1], inThread),
    )}
  </ol>`;
}

function drawn(message: Message, before: Message | undefined, inThread: boolean): TemplateResult {
  const at = momentOf(message);
  const together =
    before?.user === message.user &&
    before.ephemeral === message.ephemeral &&
    at.getTime() - momentOf(before).getTime() < groupWithinMs &&
    message.blocks.length < 3;
  const newDay = before === undefined || momentOf(before).toDateString() !== at.toDateString();
  return html`${newDay && !inThread ? html`<li class="day" role="separator"><span>${dayOf(at)}</span></li>` : nothing}
    <li
      class="message ${together ? 'together' : ''} ${message.ephemeral === undefined ? '' : 'ephemeral'}"
      data-ts=${message.ts}
    >
      <div class="gutter">
        ${together ? html`<time class="quiet">${clockTime(at)}</time>` : avatar(message.user)}
      </div>
      <div class="body">
        ${message.ephemeral === undefined ? nothing : html`<p class="only">👁 Only visible to you</p>`}
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
        ${inThread ? nothing : threadLink(message)}
      </div>
    </li>`;
}

function content(message: Message): TemplateResult {
  const host = {
    use(element: Kit, blockId: string, value: unknown) {
      void act('click', {
        user: state.me,
        channel: state.place,
        ts: message.ts,
        action_id: stringOf(element['action_id']),
        block_id: blockId,
        ...(value !== undefined && { value }),
      });
    },
  };
  const card = message.blocks.length > 1;
  return html`${
    message.blocks.length > 0
      ? html`<div class=${card ? 'card' : 'plain'}>${blocks(message.blocks, host)}</div>`
      : html`<div class="text">${mrkdwn(message.text)}</div>`
  }
  ${message.attachments.map(
    (attachment) =>
      html`<div class="attachment" data-color=${stringOf(attachment['color'])}>
        ${attachment['blocks'] ? blocks(attachment['blocks'] as Kit[], host) : mrkdwn(stringOf(attachment['text']) || stringOf(attachment['fallback']))}
      </div>`,
  )}
  ${message.files.map((file) =>
    /\.(png|jpe?g|gif|svg)$/i.test(file.name)
      ? html`<figure>
          <img class="kit-image wide" src=${file.url} alt=${file.title ?? file.name} loading="lazy" />
          <figcaption>${file.name}</figcaption>
        </figure>`
      : html`<a class="file" href=${file.url} download>📄 ${file.name}</a>`,
  )}`;
}

function threadLink(message: Message): TemplateResult | typeof nothing {
  const replies = state.messages.filter((reply) => reply.thread_ts === message.ts && reply.ts !== message.ts);
  const open = () => {
    set({ thread: message.ts });
  };
  if (replies.length > 0) {
    return html`<button type="button" class="thread-link" @click=${open}>
      💬 ${replies.length === 1 ? '1 reply' : `${String(replies.length)} replies`}
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
        💬
      </button>`
    : nothing;
}

function momentOf(message: Message): Date {
  return new Date(Number(message.ts) * 1000);
}

function dayOf(at: Date): string {
  return at.toDateString() === new Date(state.now).toDateString()
    ? 'Today'
    : at.toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
}
